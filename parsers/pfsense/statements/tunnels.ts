/**
 * Statements about tunnels: OpenVPN, IPsec and WireGuard, of both firewalls. Who lies behind a tunnel is told by a few of their fields, and
 * one that nobody knows may be any of those: names are listed one by one (vpn_openvpn_*.php, vpn_ipsec_*.php of pfSense;
 * models/OPNsense/{OpenVPN,IPsec,Wireguard} of OPNsense).
 */
import { irrelevant, MODELLED, modelled, type Section, type Statement, section, sectionOf } from "../statements.js";

const SET_UP = "how the tunnel is set up; what passes through it is for the rules to say";

/** Families of fields that are told to clients, or concern a connection. */
const OPENVPN_FAMILIES: readonly [string, Statement][] = irrelevant(
  SET_UP,
  "dns_ ntp_ wins_ nbdd_ netbios_ serverbridge_ ping_ keepalive_ proxy_ tls push_ dh_ compression topology",
);

/** `openvpn`. */
export const OPENVPN_SECTION: Section = section([
  ["openvpn-server", openvpnInstance()],
  ["openvpn-client", openvpnInstance()],
  ["openvpn-csc", openvpnClient()],
]);

function openvpnInstance(): Section {
  return section(
    [
      ...modelled(
        "disable vpnid tunnel_network tunnel_networkv6 remote_network remote_networkv6 mode authmode local_port",
      ),
      ...modelled("interface dev_mode custom_options inactive_seconds description gwredir gwredir6 duplicate_cn"),
      ...modelled("data_ciphers data_ciphers_fallback ncp-ciphers ncp_enable crypto digest shared_key route_no_pull"),
      ...irrelevant(
        SET_UP,
        "protocol ipaddr server_addr server_port auth_user auth_pass auth-retry-none resolve_retry remote_random caref crlref certref certtype ocspcheck ocspurl ecdh_curve cert_depth strictusercn remote_cert_tls engine local_network local_networkv6 maxclients allow_compression passtos client2client dynamic_ip pool_enable no_tun_ipv6 verbosity_level udp_fast_io exit_notify sndrcvbuf route_no_exec use_shaper create_gw client_mgmt_port username_as_common_name connlimit autokey_enable autotls_enable ns_cert_type reneg-sec unbound_restart password local_group cso_login_matching float hold_time",
      ),
    ],
    { beginning: OPENVPN_FAMILIES },
  );
}

/** Settings of one client, inside the network of its server. */
function openvpnClient(): Section {
  return section(
    [
      ...modelled("remote_network remote_networkv6 custom_options tunnel_network tunnel_networkv6"),
      ...irrelevant(
        SET_UP,
        "server_list disable common_name block description local_network local_networkv6 gateway gateway6 gwredir gwredir6 keep_minimal remove_options inactive_seconds unbound_restart register_dns redirect_gateway",
      ),
    ],
    { beginning: OPENVPN_FAMILIES },
  );
}

/** `ipsec`. */
export const IPSEC_SECTION: Section = section(
  [
    ["phase1", ipsecEntry()],
    ["phase2", ipsecEntry()],
    ...modelled("enable filtermode client ipsecbypass bypassrules passthrough_networks port port_nat_t"),
    ...irrelevant(
      SET_UP,
      "mobilekey preferredoldsa preferoldsa preferred_oldsa unityplugin strictcrlpolicy makebeforebreak noshuntlaninterfaces noinstalllanspd compression pkcs11support enableinterfacesuse acceptunencryptedmainmode maxexchange max_ikev1_exchanges uniqueids async_crypto disablevpnrules auto_routes_disable vtimaps failoverforcereload dns-interval shuntlaninterfaces noshuntinterfaces ikeintermediate retransmit ikev2",
    ),
  ],
  { beginning: irrelevant(SET_UP, "logging ipsec_ debug maxmss retransmit_ ikesa_ init_limit_") },
);

function ipsecEntry(): Section {
  return section(
    [
      ...modelled(
        "disabled mobile ikeid interface remote-gateway protocol mode remoteid localid natlocalid descr iketype",
      ),
      ...modelled(
        "authentication_method pre-shared-key encryption encryption-algorithm hash-algorithm dhgroup pfsgroup",
      ),
      ...modelled("ikeport nattport"),
      ["encryption-algorithm-option", MODELLED],
      ["hash-algorithm-option", MODELLED],
      ...irrelevant(
        SET_UP,
        "uniqid reqid eap_password certref caref cacert crlref lifetime lifebytes private-key nat_traversal mobike rekey_enable reauth_enable margintime rekeyfuzz rekey_time reauth_time rand_time responderonly splitconn closeaction startaction gw_duplicates prfselect_enable remote-subnet pkcs11certref pkcs11pin auto installpolicy noinstallpolicy tunnel_isolation unique sha256_96 authservers local-kpref peer-kpref inactivity_timeout keyingtries rightallowany pinghost keepalive spd tunnel_local tunnel_remote life_time created updated",
      ),
    ],
    { beginning: irrelevant(SET_UP, "myid_ peerid_ dpd_ tfc_ eap_ xauth_") },
  );
}

/** `installedpackages/wireguard` of pfSense (wg_api.inc of the package). */
export const WIREGUARD_PACKAGE: Section = section([
  [
    "config",
    section([
      ...modelled("interface_group enable"),
      ...irrelevant(SET_UP, "keep_conf resolve_interval resolve_interval_track hide_secrets hide_peers"),
    ]),
  ],
  [
    "tunnels",
    section([
      [
        "item",
        section([
          ...modelled("name enabled"),
          ["addresses", rows()],
          ["peers", MODELLED],
          ...irrelevant(SET_UP, "descr listenport privatekey publickey mtu endpoint"),
        ]),
      ],
    ]),
  ],
  [
    "peers",
    section([
      [
        "item",
        section([
          ...modelled("enabled tun"),
          ["allowedips", rows()],
          ...irrelevant(SET_UP, "descr endpoint port persistentkeepalive publickey presharedkey"),
        ]),
      ],
    ]),
  ],
]);

function rows(): Section {
  return section([["row", section([...modelled("address mask"), ...irrelevant(SET_UP, "descr")])]]);
}

/** `OPNsense/wireguard`. */
export const WIREGUARD_MODEL: Section = section([
  ["general", section(modelled("enabled"))],
  [
    "server",
    section([
      [
        "servers",
        sectionOf(
          section([
            ...modelled("enabled instance tunneladdress disableroutes peers preup postup predown postdown"),
            ...irrelevant(
              SET_UP,
              "name pubkey privkey port mtu dns gateway carp_depend_on endpoint peer_dns debug cnffilename statfilename interface",
            ),
          ]),
        ),
      ],
    ]),
  ],
  [
    "client",
    section([
      [
        "clients",
        sectionOf(
          section([
            ...modelled("enabled tunneladdress"),
            ...irrelevant(SET_UP, "name pubkey psk serveraddress serverport endpoint keepalive servers"),
          ]),
        ),
      ],
    ]),
  ],
]);

/** `OPNsense/OpenVPN`. */
export const OPENVPN_MODEL: Section = section([
  [
    "instances",
    sectionOf(
      section(
        [
          ...modelled("vpnid enabled dev_type role server server_ipv6 route topology authmode"),
          ...modelled(
            "verify_client_cert various_flags data-ciphers data-ciphers-fallback auth port local description",
          ),
          ...irrelevant(
            SET_UP,
            "verb proto port-share nopool bridge_gateway bridge_pool remote push_route push_excluded_routes cert ca cert_depth crl remote_cert_tls use_ocsp tls_key local_group username_as_common_name strictusercn username password maxclients auth-gen-token auth-gen-token-renewal auth-gen-token-secret provision_exclusive redirect_gateway route_metric register_dns reneg-sec tun_mtu fragment mssfix carp_depend_on compress_migrate push_inactive http-proxy ifconfig-pool-persist persist_address_pool push_flags various_push_flags remote_random",
          ),
        ],
        { beginning: OPENVPN_FAMILIES },
      ),
    ),
  ],
  [
    "overwrites",
    sectionOf(
      section(
        [
          ...modelled("enabled servers remote_networks tunnel_network tunnel_networkv6 custom_options"),
          ...modelled("remote_network remote_networkv6"),
          ...irrelevant(
            SET_UP,
            "common_name block local_networks redirect_gateway register_dns route_gateway description gateway gateway6",
          ),
        ],
        { beginning: OPENVPN_FAMILIES },
      ),
    ),
  ],
  ...irrelevant("keys and certificates", "statickeys"),
]);

/** `OPNsense/Swanctl`. */
export const SWANCTL: Section = section([
  [
    "connections",
    sectionOf(
      section(
        [
          ...modelled("enabled pools proposals version aggressive description remote_addrs local_addrs"),
          ...irrelevant(
            SET_UP,
            "unique mobike local_port remote_port encap reauth_time rekey_time over_time send_certreq send_cert keyingtries rand_time fragmentation dscp",
          ),
        ],
        { beginning: irrelevant(SET_UP, "dpd_") },
      ),
    ),
  ],
  [
    "children",
    sectionOf(
      section(
        [
          ...modelled("enabled connection mode policies local_ts remote_ts esp_proposals description"),
          ...irrelevant(SET_UP, "reqid sha256_96 start_action close_action rekey_time life_time rand_time hw_offload"),
        ],
        { beginning: irrelevant(SET_UP, "dpd_ rekey_ life_ rand_") },
      ),
    ),
  ],
  ...modelled("locals remotes pools vtis spds"),
]);

/** `pppoes` of pfSense. */
export const PPPOE_SERVERS: Section = section([
  [
    "pppoe",
    section(
      [
        ...modelled("mode interface localip remoteip pppoe_subnet"),
        ...irrelevant(
          "addresses of dial-in users",
          "descr n_pppoe_units n_pppoe_maxlogin pppoeid radius realm username dns1 dns2 paporchap maxusers service",
        ),
      ],
      { beginning: irrelevant("addresses of dial-in users", "pppoe_dns radius dns") },
    ),
  ],
]);
