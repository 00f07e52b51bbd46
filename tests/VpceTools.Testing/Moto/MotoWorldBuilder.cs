using Amazon.EC2;
using Amazon.EC2.Model;

namespace VpceTools.Testing.Moto;

/// <summary>
/// Builds small worlds in moto (or anything else that speaks EC2) through the SDK; every method returns the new resource's id.
/// </summary>
public sealed class MotoWorldBuilder(IAmazonEC2 client, CancellationToken cancellationToken = default)
{
    /// <summary>A VPC with its DNS attributes set.</summary>
    public async Task<string> VpcAsync(string cidr = "10.0.0.0/16", bool dnsSupport = true, bool dnsHostnames = true)
    {
        var vpc = (await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = cidr }, cancellationToken)).Vpc;
        await client.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpc.VpcId, EnableDnsSupport = dnsSupport },
            cancellationToken);
        await client.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpc.VpcId, EnableDnsHostnames = dnsHostnames },
            cancellationToken);
        return vpc.VpcId;
    }

    /// <summary>A subnet.</summary>
    public async Task<string> SubnetAsync(string vpcId, string cidr, string zone = "us-east-1a") =>
        (await client.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpcId, CidrBlock = cidr, AvailabilityZone = zone },
            cancellationToken)).Subnet.SubnetId;

    /// <summary>A security group with ingress rules; egress stays open as AWS makes it.</summary>
    public async Task<string> GroupAsync(string vpcId, string name, params IReadOnlyList<IpPermission> ingress)
    {
        var groupId = (await client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
        {
            VpcId = vpcId, GroupName = name,
            Description = name
        }, cancellationToken)).GroupId;
        if (ingress.Count > 0)
            await client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = groupId,
                IpPermissions = [.. ingress]
            }, cancellationToken);
        return groupId;
    }

    /// <summary>A rule for TCP and a range of addresses.</summary>
    public static IpPermission Tcp(int port, string cidr) =>
        new() { IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new IpRange { CidrIp = cidr }] };

    /// <summary>A route table that serves some subnets.</summary>
    public async Task<string> RouteTableAsync(string vpcId, params IReadOnlyList<string> subnetIds)
    {
        var tableId = (await client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpcId },
            cancellationToken)).RouteTable.RouteTableId;
        foreach (var subnetId in subnetIds)
            await client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = tableId, SubnetId = subnetId },
                cancellationToken);
        return tableId;
    }

    /// <summary>A network ACL that serves some subnets, with the entries given and nothing else.</summary>
    public async Task<string> NetworkAclAsync(string vpcId, IReadOnlyList<string> subnetIds, params IReadOnlyList<NetworkAclEntry> entries)
    {
        var aclId = (await client.CreateNetworkAclAsync(new CreateNetworkAclRequest { VpcId = vpcId },
            cancellationToken)).NetworkAcl.NetworkAclId;
        foreach (var entry in entries)
        {
            await client.CreateNetworkAclEntryAsync(
                new CreateNetworkAclEntryRequest
                {
                    NetworkAclId = aclId, CidrBlock = entry.CidrBlock, Ipv6CidrBlock = entry.Ipv6CidrBlock,
                    Egress = entry.Egress, PortRange = entry.PortRange, Protocol = entry.Protocol, RuleAction = entry.RuleAction,
                    RuleNumber = entry.RuleNumber
                },
                cancellationToken);
        }

        var acls = await client.DescribeNetworkAclsAsync(new DescribeNetworkAclsRequest { Filters = [new Filter("vpc-id", [vpcId])] },
            cancellationToken);
        foreach (var association in acls.NetworkAcls.SelectMany(acl => acl.Associations ?? [])
            .Where(association => subnetIds.Contains(association.SubnetId)))
            await client.ReplaceNetworkAclAssociationAsync(
                new ReplaceNetworkAclAssociationRequest { AssociationId = association.NetworkAclAssociationId, NetworkAclId = aclId },
                cancellationToken);
        return aclId;
    }

    /// <summary>An interface endpoint.</summary>
    public async Task<string> InterfaceEndpointAsync(string vpcId, string service, IReadOnlyList<string> subnetIds,
        IReadOnlyList<string> groupIds, bool privateDns = true) =>
        (await client.CreateVpcEndpointAsync(
            new CreateVpcEndpointRequest
            {
                VpcEndpointType = VpcEndpointType.Interface, VpcId = vpcId, ServiceName = service,
                SubnetIds = [.. subnetIds], SecurityGroupIds = [.. groupIds], PrivateDnsEnabled = privateDns
            },
            cancellationToken)).VpcEndpoint.VpcEndpointId;

    /// <summary>A gateway endpoint.</summary>
    public async Task<string> GatewayEndpointAsync(string vpcId, string service, params IReadOnlyList<string> routeTableIds) =>
        (await client.CreateVpcEndpointAsync(
            new CreateVpcEndpointRequest
            {
                VpcEndpointType = VpcEndpointType.Gateway, VpcId = vpcId, ServiceName = service,
                RouteTableIds = [.. routeTableIds]
            },
            cancellationToken)).VpcEndpoint.VpcEndpointId;

    /// <summary>A workload's network interface.</summary>
    public async Task<string> InterfaceAsync(string subnetId, params IReadOnlyList<string> groupIds) =>
        (await client.CreateNetworkInterfaceAsync(new CreateNetworkInterfaceRequest { SubnetId = subnetId, Groups = [.. groupIds] },
            cancellationToken)).NetworkInterface.NetworkInterfaceId;

    /// <summary>
    /// A whole small world: clients and endpoints in subnets of their own, an endpoint of each kind, and a network ACL that lets HTTPS
    /// through.
    /// </summary>
    public async Task<MotoWorld> SampleAsync()
    {
        var vpcId = await VpcAsync();
        var clientSubnet = await SubnetAsync(vpcId, "10.0.1.0/24");
        var endpointSubnet = await SubnetAsync(vpcId, "10.0.2.0/24", "us-east-1b");
        var endpointGroup = await GroupAsync(vpcId, "endpoints", Tcp(443, "10.0.0.0/16"));
        var clientGroup = await GroupAsync(vpcId, "workloads");
        var routeTable = await RouteTableAsync(vpcId, clientSubnet);
        var acl = await NetworkAclAsync(vpcId, [endpointSubnet], Entry(egress: false, 443, 443), Entry(egress: true, 1024, 65535));
        return new MotoWorld(
            vpcId,
            clientSubnet,
            endpointSubnet,
            endpointGroup,
            clientGroup,
            routeTable,
            acl,
            await InterfaceEndpointAsync(vpcId, "com.amazonaws.us-east-1.sqs", [endpointSubnet], [endpointGroup]),
            await GatewayEndpointAsync(vpcId, "com.amazonaws.us-east-1.s3", routeTable),
            await InterfaceAsync(clientSubnet, clientGroup));
    }

    private static NetworkAclEntry Entry(bool egress, int from, int to) => new()
    {
        Egress = egress,
        RuleNumber = 100,
        RuleAction = RuleAction.Allow,
        Protocol = "6",
        CidrBlock = "10.0.0.0/16",
        PortRange = new PortRange { From = from, To = to },
    };
}
