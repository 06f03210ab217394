const zones = ['a', 'b'];

const subnet = (tier: string, zone: string, third: number) => `
resource "aws_subnet" "${tier}_${zone}" {
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1${zone}"
  cidr_block        = "10.60.${third}.0/24"
}
resource "aws_route_table_association" "${tier}_${zone}" {
  subnet_id      = aws_subnet.${tier}_${zone}.id
  route_table_id = aws_route_table.${tier}.id
}`;

/** A rule of a group for another: `from` opens connections to `to`. */
const flow = (from: string, to: string, port: number) => `
resource "aws_vpc_security_group_ingress_rule" "${to}_from_${from}" {
  security_group_id            = aws_security_group.${to}.id
  description                  = "${from} to ${to}."
  ip_protocol                  = "tcp"
  from_port                    = ${port}
  to_port                      = ${port}
  referenced_security_group_id = aws_security_group.${from}.id
}
resource "aws_vpc_security_group_egress_rule" "${from}_to_${to}" {
  security_group_id            = aws_security_group.${from}.id
  description                  = "${from} to ${to}."
  ip_protocol                  = "tcp"
  from_port                    = ${port}
  to_port                      = ${port}
  referenced_security_group_id = aws_security_group.${to}.id
}`;

const fromWorld = (port: number) => `
resource "aws_vpc_security_group_ingress_rule" "balancer_${port}" {
  security_group_id = aws_security_group.balancer.id
  description       = "Customers."
  ip_protocol       = "tcp"
  from_port         = ${port}
  to_port           = ${port}
  cidr_ipv4         = "0.0.0.0/0"
}`;

const group = (name: string) => `
resource "aws_security_group" "${name}" {
  name        = "${name}"
  description = "The ${name} of the application."
  vpc_id      = aws_vpc.main.id
}`;

/** Its VPC: a public, a private and a data tier in two zones, and a group for each kind of thing in it. */
export const network = `
resource "aws_vpc" "main" {
  cidr_block = "10.60.0.0/16"
}
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_nat_gateway" "main" {
  subnet_id         = aws_subnet.public_a.id
  connectivity_type = "public"
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main.id
  }
}
resource "aws_route_table" "data" {
  vpc_id = aws_vpc.main.id
}
${zones.map((zone, index) => subnet('public', zone, index)).join('')}
${zones.map((zone, index) => subnet('private', zone, 10 + index)).join('')}
${zones.map((zone, index) => subnet('data', zone, 20 + index)).join('')}
${['balancer', 'tasks', 'functions', 'workers', 'database', 'files'].map(group).join('')}
${[80, 443].map(fromWorld).join('')}
${flow('balancer', 'tasks', 8080)}
${flow('tasks', 'database', 5432)}
${flow('functions', 'database', 5432)}
${flow('workers', 'files', 2049)}
`;
