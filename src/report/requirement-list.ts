/**
 * The system requirements of IEC 62443-3-3:2013 (with corrigendum 1): number, short title, lowest security level that has it
 * (reference/iec62443-3-3.tsv). The text of the standard is not in it.
 */

export interface SystemRequirement {
  /** `SR 5.2`, `SR 5.2 RE 1` */
  readonly id: string;
  readonly title: string;
  /** 1 to 4. */
  readonly fromLevel: number;
}

const ROWS = `
1|SR 1.1|Human user identification and authentication
2|SR 1.1 RE 1|Unique identification and authentication
3|SR 1.1 RE 2|Multifactor authentication for untrusted networks
4|SR 1.1 RE 3|Multifactor authentication for all networks
2|SR 1.2|Software process and device identification and authentication
3|SR 1.2 RE 1|Unique identification and authentication
1|SR 1.3|Account management
3|SR 1.3 RE 1|Unified account management
1|SR 1.4|Identifier management
1|SR 1.5|Authenticator management
3|SR 1.5 RE 1|Hardware security for software process identity credentials
1|SR 1.6|Wireless access management
2|SR 1.6 RE 1|Unique identification and authentication
1|SR 1.7|Strength of password-based authentication
3|SR 1.7 RE 1|Password generation and lifetime restrictions for human users
4|SR 1.7 RE 2|Password lifetime restrictions for all users
2|SR 1.8|Public key infrastructure (PKI) certificates
2|SR 1.9|Strength of public key authentication
3|SR 1.9 RE 1|Hardware security for public key authentication
1|SR 1.10|Authenticator feedback
1|SR 1.11|Unsuccessful login attempts
1|SR 1.12|System use notification
1|SR 1.13|Access via untrusted networks
2|SR 1.13 RE 1|Explicit access request approval
1|SR 2.1|Authorization enforcement
2|SR 2.1 RE 1|Authorization enforcement for all users
2|SR 2.1 RE 2|Permission mapping to roles
3|SR 2.1 RE 3|Supervisor override
4|SR 2.1 RE 4|Dual approval
1|SR 2.2|Wireless use control
3|SR 2.2 RE 1|Identify and report unauthorized wireless devices
1|SR 2.3|Use control for portable and mobile devices
3|SR 2.3 RE 1|Enforcement of security status of portable and mobile devices
1|SR 2.4|Mobile code
3|SR 2.4 RE 1|Mobile code integrity check
1|SR 2.5|Session lock
2|SR 2.6|Remote session termination
3|SR 2.7|Concurrent session control
1|SR 2.8|Auditable events
3|SR 2.8 RE 1|Centrally managed, system-wide audit trail
1|SR 2.9|Audit storage capacity
3|SR 2.9 RE 1|Warn when audit record storage capacity threshold reached
1|SR 2.10|Response to audit processing failures
2|SR 2.11|Timestamps
3|SR 2.11 RE 1|Internal time synchronization
4|SR 2.11 RE 2|Protection of time source integrity
3|SR 2.12|Non-repudiation
4|SR 2.12 RE 1|Non-repudiation for all users
1|SR 3.1|Communication integrity
3|SR 3.1 RE 1|Cryptographic integrity protection
1|SR 3.2|Malicious code protection
2|SR 3.2 RE 1|Malicious code protection on entry and exit points
3|SR 3.2 RE 2|Central management and reporting for malicious code protection
1|SR 3.3|Security functionality verification
3|SR 3.3 RE 1|Automated mechanisms for security functionality verification
4|SR 3.3 RE 2|Security functionality verification during normal operation
2|SR 3.4|Software and information integrity
3|SR 3.4 RE 1|Automated notification about integrity violations
1|SR 3.5|Input validation
1|SR 3.6|Deterministic output
2|SR 3.7|Error handling
2|SR 3.8|Session integrity
3|SR 3.8 RE 1|Invalidation of session IDs after session termination
3|SR 3.8 RE 2|Unique session ID generation
4|SR 3.8 RE 3|Randomness of session IDs
2|SR 3.9|Protection of audit information
4|SR 3.9 RE 1|Audit records on write-once media
1|SR 4.1|Information confidentiality
2|SR 4.1 RE 1|Protection of confidentiality at rest or in transit via untrusted networks
4|SR 4.1 RE 2|Protection of confidentiality across zone boundaries
2|SR 4.2|Information persistence
3|SR 4.2 RE 1|Purging of shared memory resources
1|SR 4.3|Use of cryptography
1|SR 5.1|Network segmentation
2|SR 5.1 RE 1|Physical network segmentation
3|SR 5.1 RE 2|Independence from non-control system networks
4|SR 5.1 RE 3|Logical and physical isolation of critical networks
1|SR 5.2|Zone boundary protection
2|SR 5.2 RE 1|Deny by default, allow by exception
3|SR 5.2 RE 2|Island mode
3|SR 5.2 RE 3|Fail close
1|SR 5.3|General purpose person-to-person communication restrictions
3|SR 5.3 RE 1|Prohibit all general purpose person-to-person communications
1|SR 5.4|Application partitioning
1|SR 6.1|Audit log accessibility
3|SR 6.1 RE 1|Programmatic access to audit logs
2|SR 6.2|Continuous monitoring
1|SR 7.1|Denial of service protection
2|SR 7.1 RE 1|Manage communication loads
3|SR 7.1 RE 2|Limit DoS effects to other systems or networks
1|SR 7.2|Resource management
1|SR 7.3|Control system backup
2|SR 7.3 RE 1|Backup verification
3|SR 7.3 RE 2|Backup automation
1|SR 7.4|Control system recovery and reconstitution
1|SR 7.5|Emergency power
1|SR 7.6|Network and security configuration settings
3|SR 7.6 RE 1|Machine-readable reporting of current security settings
1|SR 7.7|Least functionality
2|SR 7.8|Control system component inventory`;

/** In the order of the standard. */
export const SYSTEM_REQUIREMENTS: readonly SystemRequirement[] = ROWS.trim()
  .split("\n")
  .map((row) => {
    const [level = "", id = "", title = ""] = row.split("|");
    return { id, title, fromLevel: Number(level) };
  });
