using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// Accepting connections to an endpoint service:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html.
/// </summary>
internal static class AcceptVpcEndpointConnections
{
    public static Answer Run(OperationContext context)
    {
        var serviceId = context.Required("ServiceId");
        var refused = new List<JsonNode>();
        foreach (var id in context.Texts("VpcEndpointIds"))
        {
            var connection = context.World.Get("VpcEndpointConnections", id);
            if (connection is null || connection["ServiceId"]?.ToString() != serviceId)
            {
                refused.Add(new JsonObject
                {
                    ["ResourceId"] = id,
                    ["Error"] = new JsonObject
                    {
                        ["Code"] = "InvalidVpcEndpoint.NotFound",
                        ["Message"] = $"The VpcEndpoint Id '{id}' does not exist"
                    }
                });
                continue;
            }

            connection["VpcEndpointState"] = "available";
            if (context.World.Get(Kinds.VpcEndpoints, id) is { } endpoint
                && string.Equals(endpoint["State"]?.ToString(), "pendingAcceptance", StringComparison.OrdinalIgnoreCase))
                endpoint["State"] = "available";
        }

        return new Answer().With("Unsuccessful", refused);
    }
}
