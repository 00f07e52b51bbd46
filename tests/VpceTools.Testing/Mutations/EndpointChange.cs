using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>An endpoint that a request wants to change, and what several parts of the change need to know about it.</summary>
internal sealed record EndpointChange(OperationContext Context, JsonObject Endpoint)
{
    public Ec2World World => Context.World;

    public string Id => Endpoint["VpcEndpointId"]!.ToString();

    public string VpcId => Endpoint[nameof(VpcId)]!.ToString();

    public string ServiceName => Endpoint[nameof(ServiceName)]?.ToString() ?? "";

    public string Type => Endpoint["VpcEndpointType"]?.ToString() ?? "Gateway";

    /// <summary>The service's description for this type of endpoint; null where the world has none.</summary>
    public JsonObject? Service => World.Of(Kinds.ServiceDetails).Values.FirstOrDefault(service =>
        service[nameof(ServiceName)]?.ToString() == ServiceName
        && (service["ServiceType"] as JsonArray)?.Any(type => type!["ServiceType"]?.ToString() == Type) != false);

    /// <summary>A list of the endpoint's, made where it has none.</summary>
    public JsonArray List(string member)
    {
        if (Endpoint[member] is not JsonArray list)
            Endpoint[member] = list = [];
        return list;
    }

    /// <summary>Refuses a parameter that is for other types of endpoint.</summary>
    public void Only(string parameter, string message, params ReadOnlySpan<string> types)
    {
        if (Context.Request.ContainsKey(parameter) && !types.Contains(Type))
            throw new Ec2Exception("InvalidParameter", message);
    }
}
