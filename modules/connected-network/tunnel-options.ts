/** What AWS takes of a customer gateway device; without these it also takes IKEv1, SHA-1 and the group of 1024 bits (Site-to-Site VPN user guide, Tunnel options). */
const phases = {
  encryption: ['AES256', 'AES256-GCM-16'],
  integrity: ['SHA2-256', 'SHA2-384', 'SHA2-512'],
  dhGroups: [14, 15, 16, 17, 18, 19, 20, 21],
};

/** The options of both tunnels, which are alike: AWS starts them, starts them again when the other side is silent, and logs them. */
export function tunnelOptions(logGroupArn: string) {
  const cloudwatchLogOptions = { logEnabled: true, logGroupArn, logOutputFormat: 'json' };
  const { encryption, integrity, dhGroups } = phases;
  return {
    tunnel1IkeVersions: ['ikev2'],
    tunnel1Phase1EncryptionAlgorithms: encryption,
    tunnel1Phase1IntegrityAlgorithms: integrity,
    tunnel1Phase1DhGroupNumbers: dhGroups,
    tunnel1Phase2EncryptionAlgorithms: encryption,
    tunnel1Phase2IntegrityAlgorithms: integrity,
    tunnel1Phase2DhGroupNumbers: dhGroups,
    tunnel1StartupAction: 'start',
    tunnel1DpdTimeoutAction: 'restart',
    tunnel1LogOptions: { cloudwatchLogOptions },
    tunnel2IkeVersions: ['ikev2'],
    tunnel2Phase1EncryptionAlgorithms: encryption,
    tunnel2Phase1IntegrityAlgorithms: integrity,
    tunnel2Phase1DhGroupNumbers: dhGroups,
    tunnel2Phase2EncryptionAlgorithms: encryption,
    tunnel2Phase2IntegrityAlgorithms: integrity,
    tunnel2Phase2DhGroupNumbers: dhGroups,
    tunnel2StartupAction: 'start',
    tunnel2DpdTimeoutAction: 'restart',
    tunnel2LogOptions: { cloudwatchLogOptions },
  };
}
