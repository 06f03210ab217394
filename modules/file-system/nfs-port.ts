/** The port of NFS, which TLS is inside of too (EFS user guide, Using VPC security groups). */
export const nfsPort = 2049;
