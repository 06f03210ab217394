import { instanceId, withinTenMinutes } from '../server-group/boot';

/**
 * Commands with which a server takes what is its own when it boots: Terraform does not know the instance, which changes. What another one still has comes free
 * when that one is gone; a server that waits in vain ends itself, and its group makes another.
 */
export function takesVolumeAndAddress(region: string, mountPath: string): string {
  return [
    ...instanceId(region),
    withinTenMinutes,
    'within_10_minutes aws ec2 attach-volume --volume-id "$VOLUME_ID" --instance-id "$instance" --device /dev/sdf',
    `within_10_minutes ${associateAddress}`,
    // The name that udev gives to the volume on the Nitro System (EBS user guide, Map NVMe disks to volumes).
    'device="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VOLUME_ID/-/}"',
    'within_10_minutes test -e "$device"',
    // Only a blank volume: mkfs refuses one that has a file system.
    'blkid "$device" || mkfs.xfs -q "$device"',
    `mkdir -p ${mountPath}`,
    `echo "$device ${mountPath} xfs defaults,nofail 0 2" >> /etc/fstab`,
    `mount ${mountPath}`,
    // What Terraform has made larger.
    `xfs_growfs ${mountPath}`,
  ].join('\n');
}

/** The same for one of several: whoever finds the address free has it, and the others go on without. */
export function takesAddress(region: string): string {
  const unit = 'systemd-run --unit=elastic-address -p Restart=on-failure -p RestartSec=30 -E AWS_DEFAULT_REGION';
  return [...instanceId(region), `${unit} ${associateAddress}`].join('\n');
}

// Without it the address would be taken from a server that answers.
const associateAddress =
  'aws ec2 associate-address --allocation-id "$ADDRESS_ID" --instance-id "$instance" --no-allow-reassociation';
