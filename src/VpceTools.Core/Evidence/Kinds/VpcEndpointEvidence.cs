using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpc-endpoints.</summary>
internal static class VpcEndpointEvidence
{
    public static EvidenceKind<VpcEndpoint> Row { get; } = new(ResourceKind.VpcEndpoint, "ec2", "DescribeVpcEndpoints")
    {
        Purpose = "the endpoints, their state, policy, groups, subnets and route tables",
        Key = "VpcEndpoints",
        IdProperty = "VpcEndpointId",
        IdOf = item => item.Id,
        Select = id => $"--vpc-endpoint-ids {id}",
        Get = network => network.Endpoints,
        With = (network, items) => network with { Endpoints = items },
        Check = Check,
        // The endpoints that a truncated list does hold can be diagnosed.
        CountsInPart = true,
        // Amazon OpenSearch Service has a describe-vpc-endpoints of its own, whose ids begin with aos-.
        IsOurs = item => item.Text("VpcEndpointId")?.StartsWith("vpce-", StringComparison.Ordinal) == true,
        Read = Read,
        Write = Write,
    };

    public static void Write(Utf8JsonWriter json, VpcEndpoint endpoint)
    {
        json.WriteText("VpcEndpointId", endpoint.Id);
        json.WriteText("VpcEndpointType", endpoint.TypeName);
        json.WriteText("VpcId", endpoint.VpcId);
        json.WriteText("ServiceName", endpoint.ServiceName);
        json.WriteText("ServiceRegion", endpoint.ServiceRegion);
        json.WriteText("State", endpoint.StateName);
        json.WriteText("PolicyDocument", endpoint.PolicyDocument);
        json.WriteTexts("RouteTableIds", endpoint.RouteTableIds);
        json.WriteTexts("SubnetIds", endpoint.SubnetIds);
        json.WriteObjects("Groups", endpoint.GroupIds, (w, group) => w.WriteText("GroupId", group));
        json.WriteText("IpAddressType", endpoint.IpAddressType);
        if (endpoint.DnsRecordIpType is not null || endpoint.PrivateDnsOnlyForInboundResolverEndpoint is not null
            || endpoint.PrivateDnsPreference is not null || endpoint.PrivateDnsSpecifiedDomains.Count > 0)
        {
            json.WriteStartObject("DnsOptions");
            json.WriteText("DnsRecordIpType", endpoint.DnsRecordIpType);
            json.WriteFlag("PrivateDnsOnlyForInboundResolverEndpoint", endpoint.PrivateDnsOnlyForInboundResolverEndpoint);
            json.WriteText("PrivateDnsPreference", endpoint.PrivateDnsPreference);
            if (endpoint.PrivateDnsSpecifiedDomains.Count > 0)
                json.WriteTexts("PrivateDnsSpecifiedDomains", endpoint.PrivateDnsSpecifiedDomains);
            json.WriteEndObject();
        }

        json.WriteFlag("PrivateDnsEnabled", endpoint.PrivateDnsEnabled);
        json.WriteFlag("RequesterManaged", endpoint.RequesterManaged);
        json.WriteTexts("NetworkInterfaceIds", endpoint.NetworkInterfaceIds);
        json.WriteObjects("DnsEntries", endpoint.DnsEntries, (w, entry) =>
        {
            w.WriteText("DnsName", entry.DnsName);
            w.WriteText("HostedZoneId", entry.HostedZoneId);
        });
        json.WriteObjects("Tags", endpoint.Tags, (w, tag) =>
        {
            w.WriteText("Key", tag.Key);
            w.WriteString("Value", tag.Value);
        });
        json.WriteText("OwnerId", endpoint.OwnerId);
        if (endpoint.LastError is not null)
        {
            json.WriteStartObject("LastError");
            json.WriteText("Message", endpoint.LastError);
            json.WriteEndObject();
        }

        json.WriteText("FailureReason", endpoint.FailureReason);
        json.WriteText("ResourceConfigurationArn", endpoint.ResourceConfigurationArn);
        json.WriteText("ServiceNetworkArn", endpoint.ServiceNetworkArn);
    }

    private static void Check(VpcEndpoint endpoint)
    {
        IdForm.VpcEndpoint.Check("VpcEndpointId", endpoint.Id);
        IdForm.Vpc.Check("VpcId", endpoint.VpcId);
        IdForm.Service.Check("ServiceName", endpoint.ServiceName);
        IdForm.Place.Check("ServiceRegion", endpoint.ServiceRegion);
        IdForm.Owner.Check("OwnerId", endpoint.OwnerId);
        IdForm.RouteTable.Check("RouteTableIds", endpoint.RouteTableIds);
        IdForm.Subnet.Check("SubnetIds", endpoint.SubnetIds);
        IdForm.SecurityGroup.Check("GroupId", endpoint.GroupIds);
        IdForm.NetworkInterface.Check("NetworkInterfaceIds", endpoint.NetworkInterfaceIds);
        IdForm.Arn.Check("ResourceConfigurationArn", endpoint.ResourceConfigurationArn);
        IdForm.Arn.Check("ServiceNetworkArn", endpoint.ServiceNetworkArn);
    }

    private static VpcEndpoint Read(DocumentNode item)
    {
        var routeTables = item.Texts("RouteTableIds");
        var dnsOptions = item.Object("DnsOptions");
        return new()
        {
            Id = item.RequiredText("VpcEndpointId"),
            // Outputs from before interface endpoints existed (November 2017) name no type.
            TypeName = item.Text("VpcEndpointType") ?? (routeTables.Count > 0 ? "Gateway"
                : item.Texts("SubnetIds").Count + item.Texts("NetworkInterfaceIds").Count > 0 ? "Interface" : ""),
            VpcId = item.Text("VpcId") ?? "",
            ServiceName = item.Text("ServiceName") ?? "",
            ServiceRegion = item.Text("ServiceRegion"),
            StateName = item.Text("State") ?? "",
            PolicyDocument = item.TextOrJson("PolicyDocument"),
            RouteTableIds = routeTables,
            SubnetIds = item.Texts("SubnetIds"),
            GroupIds = item.List("Groups", g => g.RequiredText("GroupId")),
            IpAddressType = item.Text("IpAddressType"),
            DnsRecordIpType = dnsOptions?.Text("DnsRecordIpType"),
            PrivateDnsOnlyForInboundResolverEndpoint = dnsOptions?.Flag("PrivateDnsOnlyForInboundResolverEndpoint"),
            PrivateDnsPreference = dnsOptions?.Text("PrivateDnsPreference"),
            PrivateDnsSpecifiedDomains = dnsOptions?.Texts("PrivateDnsSpecifiedDomains") ?? [],
            PrivateDnsEnabled = item.Flag("PrivateDnsEnabled"),
            RequesterManaged = item.Flag("RequesterManaged") ?? false,
            NetworkInterfaceIds = item.Texts("NetworkInterfaceIds"),
            DnsEntries = item.List("DnsEntries", e => new DnsEntry(e.RequiredText("DnsName"), e.Text("HostedZoneId"))),
            Tags = item.List("Tags", t => new ResourceTag(t.RequiredText("Key"), t.Text("Value") ?? "")),
            OwnerId = item.Text("OwnerId"),
            LastError = item.Object("LastError") is { } error ? Join(error.Text("Code"), error.Text("Message")) : null,
            FailureReason = item.Text("FailureReason"),
            ResourceConfigurationArn = item.Text("ResourceConfigurationArn"),
            ServiceNetworkArn = item.Text("ServiceNetworkArn"),
        };
    }

    private static string? Join(string? code, string? message) =>
        string.IsNullOrEmpty(code) ? message : string.IsNullOrEmpty(message) ? code : $"{code}: {message}";
}
