using System.Management.Automation;

namespace VpceTools.Formatting;

/// <summary>
/// What the views say of the endpoint that an object is about: hidden properties of the output types, named as the views label them.
/// </summary>
public static class EndpointText
{
    /// <summary>Endpoint, VPC and Region in one line; null where the object is about no endpoint.</summary>
    public static string? Endpoint(PSObject value)
    {
        if (ObjectText.Text(value, "EndpointId") is not { } id)
            return null;
        var region = ObjectText.Text(value, "Region");
        // A result's address is its endpoint's, a finding's that of the resource at fault.
        var address = ObjectText.Text(value, "EndpointType") is null ? null : ObjectText.Text(value, "Address");
        return $"{(address is null ? id : $"{address} ({id})")} in {ObjectText.Text(value, "VpcId")}{(region is null ? "" : $" ({region})")}";
    }

    /// <summary>The service and the type of its endpoint; an endpoint for a resource has no service.</summary>
    public static string? Service(PSObject value)
    {
        var (service, type) = (ObjectText.Text(value, "ServiceName"), ObjectText.Text(value, "EndpointType"));
        return service is null ? type : type is null ? service : $"{service} ({type})";
    }

    /// <summary>The lines above an endpoint's table.</summary>
    public static string Heading(PSObject value) => $"   Endpoint: {Endpoint(value)}\n   Service:  {Service(value)}";
}
