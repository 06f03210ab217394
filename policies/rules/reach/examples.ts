/** A VPC with an internet gateway, for the parts below. */
export const vpc = `
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }`;

/** `aws_subnet.main`, with a route to the internet. */
export const publicSubnet = `
        resource "aws_subnet" "main" {
          vpc_id     = aws_vpc.main.id
          cidr_block = "10.0.1.0/24"
        }
        resource "aws_route_table" "main" {
          vpc_id = aws_vpc.main.id
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_route_table_association" "main" {
          subnet_id      = aws_subnet.main.id
          route_table_id = aws_route_table.main.id
        }`;

/** `aws_subnet.main`, with the main route table of the VPC, which has only the local route. */
export const privateSubnet = `
        resource "aws_subnet" "main" {
          vpc_id     = aws_vpc.main.id
          cidr_block = "10.0.1.0/24"
        }`;

/** A route through a NAT gateway, for every subnet without its own route table. */
export const natGateway = `
        resource "aws_subnet" "nat" {
          vpc_id     = aws_vpc.main.id
          cidr_block = "10.0.9.0/24"
        }
        resource "aws_route_table" "nat" {
          vpc_id = aws_vpc.main.id
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_route_table_association" "nat" {
          subnet_id      = aws_subnet.nat.id
          route_table_id = aws_route_table.nat.id
        }
        resource "aws_nat_gateway" "main" {
          subnet_id = aws_subnet.nat.id
        }
        resource "aws_default_route_table" "main" {
          default_route_table_id = aws_vpc.main.default_route_table_id
          route {
            cidr_block     = "0.0.0.0/0"
            nat_gateway_id = aws_nat_gateway.main.id
          }
        }`;

/** A database in `aws_subnet.main`, whose group allows CIDR blocks on 5432: without any, `var.office`. */
export function database(settings: string, ...cidrs: readonly (string | undefined)[]): string {
  const blocks = cidrs.map((cidr) => (cidr === undefined ? 'var.office' : `"${cidr}"`)).join(', ');
  return `
        resource "aws_security_group" "database" {
          vpc_id = aws_vpc.main.id
          ingress {
            protocol    = "tcp"
            from_port   = 5432
            to_port     = 5432
            cidr_blocks = [${blocks}]
          }
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.main.id]
        }
        resource "aws_db_instance" "main" {
          engine                 = "postgres"
          db_subnet_group_name   = aws_db_subnet_group.main.name
          vpc_security_group_ids = [aws_security_group.database.id]
          ${settings}
        }`;
}

/** An instance with a public address in `aws_subnet.main`, whose group allows `cidrs` on `port`. */
export function host(port: number, ...cidrs: readonly string[]): string {
  return `
        resource "aws_security_group" "host" {
          vpc_id = aws_vpc.main.id
          ingress {
            protocol    = "tcp"
            from_port   = ${port}
            to_port     = ${port}
            cidr_blocks = ${JSON.stringify(cidrs)}
          }
          egress {
            protocol    = "-1"
            from_port   = 0
            to_port     = 0
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "host" {
          subnet_id                   = aws_subnet.main.id
          vpc_security_group_ids      = [aws_security_group.host.id]
          associate_public_ip_address = true
        }`;
}
