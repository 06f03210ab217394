/** The ASN of AWS's side in BGP, which is the default of EC2 (API reference, CreateVpnGateway, AmazonSideAsn). */
export const amazonSideAsn = 64_512;
