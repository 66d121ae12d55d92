/** Facts of how a device is run, from the model. */
import type {
  Account,
  AccountProfile,
  Administration,
  Automation,
  Clock,
  Cluster,
  FloodAnomaly,
  FloodLimit,
  Inspection,
  Logging,
  LogServer,
  PasswordPolicy,
  PortalProfile,
  PortalRule,
  Posture,
  Snmp,
  SnmpCommunity,
  SnmpUser,
  Upkeep,
  UserGroup,
  VpnPortal,
  VpnSelector,
  VpnTunnel,
  VpnUser,
} from "../model/posture.js";
import type {
  AccountFacts,
  AccountProfileFacts,
  AdministrationFacts,
  AutomationFacts,
  ClockFacts,
  ClusterFacts,
  FloodAnomalyFacts,
  FloodLimitFacts,
  InspectionFacts,
  LoggingFacts,
  LogServerFacts,
  PasswordPolicyFacts,
  PortalProfileFacts,
  PortalRuleFacts,
  PostureFacts,
  SnmpCommunityFacts,
  SnmpFacts,
  SnmpUserFacts,
  UpkeepFacts,
  UserGroupFacts,
  VpnPortalFacts,
  VpnSelectorFacts,
  VpnTunnelFacts,
  VpnUserFacts,
} from "./posture.js";
import { locationFacts } from "./rule-places.js";

/** The same in the words and shape of facts. */
export function postureFacts(one: Posture): PostureFacts {
  return {
    whole: one.isWhole,
    model: one.model,
    logging: loggingFacts(one.logging),
    administration: administrationFacts(one.administration),
    snmp: snmpFacts(one.snmp),
    clock: clockFacts(one.clock),
    tunnels: one.tunnels?.map(vpnTunnelFacts),
    portals: one.portals?.map(vpnPortalFacts),
    users: one.users?.map(vpnUserFacts),
    user_groups: one.userGroups?.map(userGroupFacts),
    inspection: inspectionFacts(one.inspection),
    flood_limits: one.floodLimits?.map(floodLimitFacts),
    cluster: clusterFacts(one.cluster),
    upkeep: upkeepFacts(one.upkeep),
  };
}

function loggingFacts(one: Logging): LoggingFacts {
  return {
    servers: one.servers?.map(logServerFacts),
    local: one.local,
    implicit_deny: one.implicitDeny,
    denied_to_device: one.deniedToDevice,
    system_events: one.systemEvents,
  };
}

function logServerFacts(one: LogServer): LogServerFacts {
  return {
    kind: one.kind,
    server: one.server,
    port: one.port,
    transport: one.transport,
    encrypted: one.encrypted,
    location: locationFacts(one.at),
  };
}

function administrationFacts(one: Administration): AdministrationFacts {
  return {
    accounts: one.accounts.map(accountFacts),
    stored_passwords: (one.storedPasswords ?? []).map(({ of, password, at }) => ({
      of,
      password,
      location: locationFacts(at),
    })),
    profiles: one.profiles.map(accountProfileFacts),
    lockout_attempts: one.lockoutAttempts,
    lockout_seconds: one.lockoutSeconds,
    idle_minutes: one.idleMinutes,
    banner_before_login: one.bannerBeforeLogin,
    banner_after_login: one.bannerAfterLogin,
    strong_ciphers_only: one.strongCiphersOnly,
    password_policy: passwordPolicyFacts(one.passwordPolicy),
  };
}

function accountFacts(one: Account): AccountFacts {
  return {
    name: one.name,
    profile: one.profile,
    remote: one.remote,
    wildcard: one.wildcard,
    second_factor: one.secondFactor,
    limited: one.limited,
    password: one.password,
    nameless: one.nameless === true,
    location: locationFacts(one.at),
  };
}

function accountProfileFacts(one: AccountProfile): AccountProfileFacts {
  return {
    name: one.name,
    writes: one.writes,
    location: locationFacts(one.at),
  };
}

function passwordPolicyFacts(one: PasswordPolicy): PasswordPolicyFacts {
  return {
    enabled: one.enabled,
    minimum_length: one.minimumLength,
    lower_case: one.lowerCase,
    upper_case: one.upperCase,
    digits: one.digits,
    special: one.special,
    expires_days: one.expiresDays,
  };
}

function snmpFacts(one: Snmp): SnmpFacts {
  return {
    enabled: one.enabled,
    communities: one.communities.map(snmpCommunityFacts),
    users: one.users.map(snmpUserFacts),
  };
}

function snmpCommunityFacts(one: SnmpCommunity): SnmpCommunityFacts {
  return {
    versions: [...one.versions],
    well_known: one.wellKnown,
    limited: one.limited,
    writes: one.writes,
    location: locationFacts(one.at),
  };
}

function snmpUserFacts(one: SnmpUser): SnmpUserFacts {
  return {
    name: one.name,
    authenticated: one.authenticated,
    encrypted: one.encrypted,
    authentication: one.authentication,
    encryption: one.encryption,
    location: locationFacts(one.at),
  };
}

function clockFacts(clock: Clock): ClockFacts {
  return {
    synchronized: clock.synchronized,
    of_vendor: clock.ofVendor,
    servers: clock.servers.map(({ server, authenticated, at }) => ({
      server,
      authenticated,
      location: locationFacts(at),
    })),
  };
}

function vpnTunnelFacts(one: VpnTunnel): VpnTunnelFacts {
  return {
    name: one.name,
    interface: one.interface,
    ike_version: one.ikeVersion,
    aggressive: one.aggressive,
    dial_up: one.dialUp,
    authentication: one.authentication,
    secret: one.secret,
    user_login: one.userLogin,
    user_group: one.userGroup,
    proposals: one.proposals && [...one.proposals],
    dh_groups: one.dhGroups && [...one.dhGroups],
    pool: one.pool,
    split_tunnel: one.splitTunnel,
    idle_minutes: one.idleMinutes,
    selectors: one.selectors.map(vpnSelectorFacts),
    location: locationFacts(one.at),
  };
}

function vpnSelectorFacts(one: VpnSelector): VpnSelectorFacts {
  return {
    name: one.name,
    proposals: one.proposals && [...one.proposals],
    forward_secrecy: one.forwardSecrecy,
    dh_groups: one.dhGroups && [...one.dhGroups],
    location: locationFacts(one.at),
  };
}

function vpnPortalFacts(one: VpnPortal): VpnPortalFacts {
  return {
    enabled: one.enabled,
    port: one.port,
    interfaces: [...one.interfaces],
    limited: one.limited,
    client_certificate: one.clientCertificate,
    idle_seconds: one.idleSeconds,
    session_seconds: one.sessionSeconds,
    minimum_tls: one.minimumTls,
    proposals: one.proposals && [...one.proposals],
    login_attempts: one.loginAttempts,
    rules: one.rules.map(portalRuleFacts),
    profiles: one.profiles.map(portalProfileFacts),
    location: locationFacts(one.at),
  };
}

function portalRuleFacts(one: PortalRule): PortalRuleFacts {
  return {
    users: [...one.users],
    groups: [...one.groups],
    profile: one.profile,
    client_certificate: one.clientCertificate,
    location: locationFacts(one.at),
  };
}

function portalProfileFacts(one: PortalProfile): PortalProfileFacts {
  return {
    name: one.name,
    tunnel: one.tunnel,
    web: one.web,
    split_tunnel: one.splitTunnel,
    one_login: one.oneLogin,
    pools: [...one.pools],
    location: locationFacts(one.at),
  };
}

function vpnUserFacts(one: VpnUser): VpnUserFacts {
  return {
    name: one.name,
    enabled: one.enabled,
    kind: one.kind,
    second_factor: one.secondFactor,
    location: locationFacts(one.at),
  };
}

function userGroupFacts(one: UserGroup): UserGroupFacts {
  return {
    name: one.name,
    members: [...one.members],
    location: locationFacts(one.at),
  };
}

function inspectionFacts(inspection: Inspection): InspectionFacts {
  return {
    industrial_signatures: inspection.industrialSignatures,
    fails_open: {
      intrusion_prevention: inspection.failsOpen.intrusionPrevention,
      antivirus: inspection.failsOpen.antivirus,
    },
  };
}

function floodLimitFacts(one: FloodLimit): FloodLimitFacts {
  return {
    id: one.id,
    interface: one.interface,
    enabled: one.enabled,
    anomalies: one.anomalies.map(floodAnomalyFacts),
    location: locationFacts(one.at),
  };
}

function floodAnomalyFacts(one: FloodAnomaly): FloodAnomalyFacts {
  return {
    name: one.name,
    blocks: one.blocks,
    logs: one.logs,
    threshold: one.threshold,
  };
}

function clusterFacts(one: Cluster): ClusterFacts {
  return {
    mode: one.mode,
    encrypted: one.encrypted,
    authenticated: one.authenticated,
    keeps_sessions: one.keepsSessions,
    management_interfaces: [...one.managementInterfaces],
  };
}

function upkeepFacts(one: Upkeep): UpkeepFacts {
  return {
    revisions: one.revisions,
    managed_by: one.managedBy,
    automations: one.automations.map(automationFacts),
  };
}

function automationFacts(one: Automation): AutomationFacts {
  return {
    name: one.name,
    enabled: one.enabled,
    trigger: one.trigger,
    actions: [...one.actions],
    backs_up: one.backsUp,
    location: locationFacts(one.at),
  };
}
