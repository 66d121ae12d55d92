/** One device of each vendor, run carelessly, between an office and a cell: whole exports, as short as they can be. */

export const MAP = `version: 1
zones:
  office:
    name: Office
    kind: enterprise
    sl-target: 1
    networks: [10.10.10.0/24]
  cell-a:
    name: Cell A
    kind: cell
    sl-target: 2
    networks: [10.20.30.0/24]
`;

const FORTIGATE = `#config-version=FGT100F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw"
end
config system interface
    edit "office"
        set vdom "root"
        set ip 10.10.10.1 255.255.255.0
        set allowaccess ping https http telnet
    next
    edit "cell"
        set vdom "root"
        set ip 10.20.30.1 255.255.255.0
    next
end
config system admin
    edit "admin"
        set accprofile "super_admin"
        set password ENC SH2abcdefgh=
    next
end
config firewall policy
    edit 1
        set srcintf "office"
        set dstintf "cell"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
`;

const IOS = `version 15.2
hostname core
vlan 10,30
interface GigabitEthernet1/0/1
 switchport mode trunk
interface GigabitEthernet1/0/2
 switchport mode access
 switchport access vlan 30
interface Vlan10
 ip address 10.10.10.1 255.255.255.0
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
 ip access-group INTO-CELL out
ip access-list extended INTO-CELL
 permit ip any any
line con 0
line vty 0 4
 password 7 0822455D0A16
 login
 transport input telnet
end
`;

/** What an IOS router has that lets in people: clients of Easy VPN. */
export const IOS_PEOPLE = `crypto isakmp policy 10
 encr aes 256
 hash sha256
 group 14
 authentication pre-share
crypto isakmp client configuration group STAFF
 pool STAFF
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
crypto dynamic-map CLIENTS 10
 set transform-set T
crypto map OUTSIDE client authentication list STAFF
crypto map OUTSIDE 10 ipsec-isakmp dynamic CLIENTS
`;

const ASA = `: Saved
: Hardware:   ASA5516, 8192 MB RAM, CPU Atom C2000 series 2416 MHz, 1 CPU (8 cores)
ASA Version 9.16(4)
hostname fw
interface GigabitEthernet1/1
 nameif office
 security-level 50
 ip address 10.10.10.1 255.255.255.0
interface GigabitEthernet1/2
 nameif cell
 security-level 100
 ip address 10.20.30.1 255.255.255.0
access-list OFFICE extended permit ip any any
access-group OFFICE in interface office
username admin password abcdefgh encrypted privilege 15
telnet 10.10.10.0 255.255.255.0 office
telnet timeout 60
: end
`;

const NXOS = `!Command: show running-config
!Running configuration last done at: Thu Nov 26 10:00:00 2026
version 9.3(5) Bios:version 05.39
hostname core
feature telnet
feature interface-vlan
username admin password 5 $5$abcdefgh role network-admin
vlan 1,10,30
ip access-list INTO-CELL
  10 permit ip any any
interface Vlan10
  no shutdown
  ip address 10.10.10.1/24
interface Vlan30
  no shutdown
  ip address 10.20.30.1/24
  ip access-group INTO-CELL out
interface Ethernet1/1
  switchport mode trunk
interface Ethernet1/2
  switchport
  switchport access vlan 30
line console
line vty
`;

const IOSXR = `!! IOS XR Configuration 7.3.2
hostname core
username admin
 group root-lr
 secret 5 $1$abcdefgh
!
telnet vrf default ipv4 server max-servers 5
ipv4 access-list INTO-CELL
 10 permit ipv4 any any
!
interface GigabitEthernet0/0/0/0
 ipv4 address 10.10.10.1 255.255.255.0
!
interface GigabitEthernet0/0/0/1
 ipv4 address 10.20.30.1 255.255.255.0
 ipv4 access-group INTO-CELL egress
!
end
`;

const XML_PARTS = `
  <interfaces>
    <wan><enable>1</enable><if>em0</if><descr>office</descr><ipaddr>10.10.10.1</ipaddr><subnet>24</subnet></wan>
    <lan><enable>1</enable><if>em1</if><descr>cell</descr><ipaddr>10.20.30.1</ipaddr><subnet>24</subnet></lan>
  </interfaces>
  <filter>
    <rule><type>pass</type><interface>wan</interface><ipprotocol>inet</ipprotocol><source><any/></source><destination><any/></destination></rule>
  </filter>`;

const PFSENSE = `<?xml version="1.0"?>
<pfsense>
  <version>22.9</version>
  <system>
    <hostname>fw</hostname>
    <user><name>admin</name><uid>0</uid><scope>system</scope><bcrypt-hash>$2y$10$abcdefgh</bcrypt-hash></user>
    <webgui><protocol>http</protocol></webgui>
  </system>${XML_PARTS}
</pfsense>
`;

const OPNSENSE = `<?xml version="1.0"?>
<opnsense>
  <theme>opnsense</theme>
  <system>
    <hostname>fw</hostname>
    <user><name>root</name><uid>0</uid><scope>system</scope><password>$2y$10$abcdefgh</password></user>
    <webgui><protocol>http</protocol></webgui>
  </system>${XML_PARTS}
</opnsense>
`;

export const TEXTS = {
  fortigate: FORTIGATE,
  ios: IOS,
  asa: ASA,
  nxos: NXOS,
  iosxr: IOSXR,
  pfsense: PFSENSE,
  opnsense: OPNSENSE,
} as const;

export type Platform = keyof typeof TEXTS;
