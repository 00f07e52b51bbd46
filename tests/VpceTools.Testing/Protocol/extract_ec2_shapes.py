"""Writes ec2-shapes.json: the member names of the EC2 operations that Ec2TestServer answers.

usage: python3 extract_ec2_shapes.py > ec2-shapes.json       (needs botocore)

An operation is [input shape, output shape, smallest MaxResults, largest MaxResults], as far as the model bounds it.
A shape that is an object is a structure: CLI member name -> [shape, name in the answer, name in the request], the last
only where it is not the answer's name with a capital (botocore's EC2Serializer: queryName, else LocationName, else the
member's own name). A shape that is a list is [element shape, element name in the answer]. Scalars are their type's name.
"""
import gzip
import json
import pathlib

import botocore

OPERATIONS = """
DescribeAvailabilityZones DescribeDhcpOptions DescribeInstances DescribeManagedPrefixLists DescribeNatGateways
DescribeNetworkAcls DescribeNetworkInterfaces DescribePrefixLists DescribeRegions DescribeRouteTables
DescribeSecurityGroupRules DescribeSecurityGroups DescribeSecurityGroupVpcAssociations DescribeSubnets DescribeTransitGatewayAttachments
DescribeTransitGatewayPeeringAttachments DescribeTransitGatewayRouteTables DescribeTransitGatewayVpcAttachments DescribeTransitGateways DescribeVpcAttribute DescribeVpcEndpointConnections
DescribeVpcBlockPublicAccessExclusions DescribeVpcBlockPublicAccessOptions DescribeVpcEndpointAssociations DescribeVpcEndpointServices DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs
DescribeVpnConnections DescribeVpnGateways GetManagedPrefixListEntries GetTransitGatewayRouteTableAssociations
GetTransitGatewayRouteTablePropagations SearchTransitGatewayRoutes
AcceptVpcEndpointConnections AssociateTransitGatewayRouteTable AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress
CreateNetworkAclEntry CreateRoute CreateTransitGatewayRoute DeleteNetworkAclEntry DeleteRoute DeleteTransitGatewayRoute
DisableTransitGatewayRouteTablePropagation DisassociateTransitGatewayRouteTable EnableTransitGatewayRouteTablePropagation
ModifyTransitGatewayVpcAttachment ModifyVpcAttribute ModifyVpcEndpoint ReplaceNetworkAclEntry RevokeSecurityGroupEgress
RevokeSecurityGroupIngress
""".split()

folder = pathlib.Path(botocore.__file__).parent / "data" / "ec2" / "2016-11-15"
with gzip.open(folder / "service-2.json.gz") as stream:
    model = json.load(stream)
shapes = {}


def capital(name):
    return name[:1].upper() + name[1:]


def visit(name):
    """Collects the shape and answers the name to refer to it by."""
    shape = model["shapes"][name]
    if shape["type"] == "list":
        if name not in shapes:
            shapes[name] = None
            shapes[name] = [visit(shape["member"]["shape"]), shape["member"].get("locationName", "member")]
        return name
    if shape["type"] == "structure":
        if name not in shapes:
            shapes[name] = None
            shapes[name] = {member: describe(member, reference) for member, reference in shape["members"].items()}
        return name
    return shape["type"]


def describe(member, reference):
    answer = reference.get("locationName", member)
    request = reference.get("queryName", capital(answer))
    return [visit(reference["shape"]), answer] + ([request] if request != capital(answer) else [])


def operation(name):
    definition = model["operations"][name]
    members = model["shapes"][definition["input"]["shape"]]["members"]
    entry = [visit(definition["input"]["shape"]), visit(definition["output"]["shape"]) if "output" in definition else None]
    bounds = model["shapes"][members["MaxResults"]["shape"]] if "MaxResults" in members else {}
    return entry + ([bounds["min"], bounds["max"]] if "max" in bounds else [])


def block(entries):
    return ",\n".join(f"    {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in sorted(entries.items()))


operations = {name: operation(name) for name in OPERATIONS}
print(f'{{\n  "operations": {{\n{block(operations)}\n  }},\n  "shapes": {{\n{block(shapes)}\n  }}\n}}')
