using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The outputs of list-resolver-endpoints, list-resolver-endpoint-ip-addresses, which does not name the endpoint, and
/// list-resolver-configs.
/// </summary>
internal static class ResolverEndpointEvidence
{
    public static EvidenceKind<ResolverEndpoint> Endpoints { get; } =
        new(ResourceKind.ResolverEndpoint, "route53resolver", "ListResolverEndpoints")
        {
            Purpose = "only where a Resolver rule forwards a name",
            Key = "ResolverEndpoints",
            IdProperty = "Id",
            IdOf = endpoint => endpoint.Id,
            Get = network => network.ResolverEndpoints,
            With = (network, items) => network with { ResolverEndpoints = items },
            Check = Check,
            Read = Read,
            Write = Write,
        };

    public static EvidenceKind<ResolverEndpointAddresses> Addresses { get; } =
        new(ResourceKind.ResolverEndpointAddress, "route53resolver", "ListResolverEndpointIpAddresses")
        {
            Purpose = "only where a Resolver rule forwards a name",
            IdOf = addresses => addresses.ResolverEndpointId,
            Select = id => $"--resolver-endpoint-id {id}",
            Get = network => network.ResolverEndpointAddresses,
            With = (network, items) => network with { ResolverEndpointAddresses = items },
            Check = Check,
            WithPage = (known, page) => known with { Addresses = [.. page.Addresses, .. known.Addresses] },
            Forms = slot =>
            [
                new ChildDocument<ResolverEndpointAddresses>(slot)
            {
                Completes = ResourceKind.ResolverEndpointAddress,
                Key = "IpAddresses",
                FileName = "list-resolver-endpoint-ip-addresses",
                Parent = new("ResolverEndpointId", IdForm.ResolverEndpoint),
                Noun = "the addresses of a Resolver endpoint",
                // Other services have addresses too.
                IsOurs = item => item.Has("IpId") || (item.Has("SubnetId") && (item.Has("Ip") || item.Has("Ipv6"))),
                Items = network => network.ResolverEndpointAddresses,
                Read = (document, id) => new(id, document.List("IpAddresses", ReadAddress)),
                Writer = _ => (json, addresses) => json.WriteObjects("IpAddresses", addresses.Addresses, Write),
            },
        ],
        };

    public static EvidenceKind<ResolverConfig> Configs { get; } =
        new(ResourceKind.ResolverConfig, "route53resolver", "ListResolverConfigs")
        {
            Key = "ResolverConfigs",
            IdProperty = "ResourceId",
            IdOf = config => config.ResourceId,
            Get = network => network.ResolverConfigs,
            With = (network, items) => network with { ResolverConfigs = items },
            Check = config =>
            {
                IdForm.Any.Check("ResourceId", config.ResourceId);
                IdForm.Owner.Check("OwnerId", config.OwnerId);
            },
            Read = item => new(item.RequiredText("ResourceId"), item.Text("AutodefinedReverse"), item.Text("OwnerId")),
            Write = (json, config) =>
            {
                json.WriteText("ResourceId", config.ResourceId);
                json.WriteText("OwnerId", config.OwnerId);
                json.WriteText("AutodefinedReverse", config.AutodefinedReverse);
            },
        };

    private static void Check(ResolverEndpoint endpoint)
    {
        IdForm.ResolverEndpoint.Check("Id", endpoint.Id);
        IdForm.Vpc.Check("HostVPCId", endpoint.HostVpcId);
        IdForm.SecurityGroup.Check("SecurityGroupIds", endpoint.SecurityGroupIds);
    }

    private static ResolverEndpoint Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("Id"),
        Direction = item.Text("Direction") ?? "",
        HostVpcId = item.Text("HostVPCId"),
        Status = item.Text("Status"),
        SecurityGroupIds = item.Texts("SecurityGroupIds"),
        Protocols = item.Texts("Protocols"),
        Name = item.Text("Name"),
    };

    private static void Write(Utf8JsonWriter json, ResolverEndpoint endpoint)
    {
        json.WriteText("Id", endpoint.Id);
        json.WriteText("Name", endpoint.Name);
        json.WriteTexts("SecurityGroupIds", endpoint.SecurityGroupIds);
        json.WriteText("Direction", endpoint.Direction);
        json.WriteText("HostVPCId", endpoint.HostVpcId);
        json.WriteText("Status", endpoint.Status);
        json.WriteTexts("Protocols", endpoint.Protocols);
    }

    private static void Check(ResolverEndpointAddresses addresses)
    {
        IdForm.ResolverEndpoint.Check("ResolverEndpointId", addresses.ResolverEndpointId);
        foreach (var address in addresses.Addresses)
            IdForm.Subnet.Check("SubnetId", address.SubnetId);
    }

    private static ResolverEndpointAddress ReadAddress(DocumentNode item) => new(
        item.Address("Ip")?.ToString(), item.Address("Ipv6")?.ToString(), item.Text("SubnetId"), item.Text("Status"));

    private static void Write(Utf8JsonWriter json, ResolverEndpointAddress address)
    {
        json.WriteText("SubnetId", address.SubnetId);
        json.WriteText("Ip", address.Ip);
        json.WriteText("Ipv6", address.Ipv6);
        json.WriteText("Status", address.Status);
    }
}
