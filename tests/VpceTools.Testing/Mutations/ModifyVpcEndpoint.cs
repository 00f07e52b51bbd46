using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// Modifying an endpoint: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html. Everything is checked before
/// anything changes. What touches an interface endpoint's network leaves it <c>pending</c> for a while.
/// </summary>
internal static class ModifyVpcEndpoint
{
    private static readonly string[] NetworkParameters =
        ["AddSubnetIds", "RemoveSubnetIds", "AddSecurityGroupIds", "RemoveSecurityGroupIds", "PrivateDnsEnabled", "IpAddressType",
            "DnsOptions"];

    public static Answer Run(OperationContext context)
    {
        var id = context.Required("VpcEndpointId");
        if (context.World.Get(Kinds.VpcEndpoints, id) is not { } endpoint)
            throw DescribeCatalogue.EndpointIds.Refusal(id);
        CheckState(endpoint);

        if (context.Request.ContainsKey("SubnetConfigurations"))
            throw new InvalidOperationException("The test server chooses the addresses itself: SubnetConfigurations is not known here.");
        var change = new EndpointChange(context, endpoint);
        List<Action> steps =
        [
            .. EndpointPolicy.Plan(change),
            .. EndpointRoutes.Plan(change),
            .. EndpointAddressing.Plan(change),
            .. EndpointGroups.Plan(change),
            .. EndpointSubnets.Plan(change),
            .. EndpointPrivateDns.Plan(change),
        ];
        steps.ForEach(step => step());
        if (change.Type != "Gateway" && NetworkParameters.Any(context.Request.ContainsKey))
            BecomePending(context, endpoint);
        return Answer.Done;
    }

    private static void CheckState(JsonObject endpoint)
    {
        if (endpoint["RequesterManaged"]?.GetValue<bool>() == true)
            throw new Ec2Exception("InvalidParameter",
                $"Operation is not allowed for requester-managed VPC endpoints for the service {endpoint["ServiceName"]}.");
        switch (endpoint["State"]?.ToString().ToLowerInvariant() ?? "available")
        {
            case "available":
                return;
            case "pending":
                throw new Ec2Exception("OperationInProgress", "VpcEndpoint modify operation in progress");
            case var state:
                throw new Ec2Exception("IncorrectState",
                    $"The VPC endpoint {endpoint["VpcEndpointId"]} is in the state {state} and cannot be modified.");
        }
    }

    private static void BecomePending(OperationContext context, JsonObject endpoint)
    {
        if (context.Options.ModificationDelay <= TimeSpan.Zero)
            return;
        endpoint["State"] = "pending";
        context.World.Later(context.Now + context.Options.ModificationDelay, () => endpoint["State"] = "available");
    }
}
