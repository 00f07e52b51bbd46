using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Names;

/// <summary>
/// A change of a hosted zone for the SDK's pipeline. It is no <see cref="NameRequest"/>, which may be repeated. What is sent is what
/// <see cref="RepairAction.Parameters"/> shows, no more and no less.
/// </summary>
internal sealed class ZoneChange(HostedZoneAction action) : AmazonWebServiceRequest
{
    /// <summary>The paths of the operations, whose zone stands in them. A test holds them to the service's model.</summary>
    public static IReadOnlyDictionary<string, string> Paths { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AssociateVPCWithHostedZone"] = "/2013-04-01/hostedzone/{Id}/associatevpc",
        ["DisassociateVPCFromHostedZone"] = "/2013-04-01/hostedzone/{Id}/disassociatevpc",
        ["ChangeResourceRecordSets"] = "/2013-04-01/hostedzone/{Id}/rrset",
    };

    /// <summary>The change.</summary>
    public HostedZoneAction Action => action;

    /// <summary>The body: the parameters without the zone, the elements of a list under the list's name without its <c>s</c>.</summary>
    public XDocument Body()
    {
        XNamespace xmlns = $"https://route53.amazonaws.com/doc/{NameService.Route53.Version}/";
        using var parameters = JsonDocument.Parse(action.Parameters);
        return new(new XElement(
            xmlns + (action.Operation + "Request"),
            parameters.RootElement.EnumerateObject().Where(p => p.Name != nameof(HostedZoneAction.HostedZoneId))
                .Select(p => Element(p.Name, p.Value))));

        XElement Element(string name, JsonElement value) => new(xmlns + name, value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(p => Element(p.Name, p.Value)),
            JsonValueKind.Array => value.EnumerateArray().Select(item => Element(name.Substring(0, name.Length - 1), item)),
            _ => value.ToString() is var text && value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? text.ToLowerInvariant() : (object)text,
        });
    }
}

/// <summary>Puts a change where the protocol has it: the zone in the path, the rest as XML in the body.</summary>
internal sealed class ZoneChangeMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static ZoneChangeMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var change = (ZoneChange)input;
        var request = new DefaultRequest(input, NameService.Route53.Id)
        {
            HttpMethod = "POST",
            ResourcePath = ZoneChange.Paths[change.Action.Operation],
            Content = Encoding.UTF8.GetBytes(change.Body().ToString(SaveOptions.DisableFormatting)),
        };
        request.AddPathResource("{Id}", change.Action.HostedZoneId);
        request.Headers["Content-Type"] = "application/xml";
        return request;
    }
}
