using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace VpceTools.Testing;

/// <summary>
/// Route 53, its Resolver, its Profiles and AWS Organizations in this process, over documents as the AWS CLI prints them: what moto leaves
/// out (DNS Firewall, Profiles, pages, refusals) in the services' own protocols.
/// </summary>
public sealed class NameTestServer : IDisposable
{
    private const string Xmlns = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static readonly Dictionary<string, (string Key, string? Parent)> Operations = new(StringComparer.Ordinal)
    {
        ["ListResolverRules"] = ("ResolverRules", null),
        ["ListResolverRuleAssociations"] = ("ResolverRuleAssociations", null),
        ["ListResolverEndpoints"] = ("ResolverEndpoints", null),
        ["ListResolverEndpointIpAddresses"] = ("IpAddresses", "ResolverEndpointId"),
        ["ListResolverConfigs"] = ("ResolverConfigs", null),
        ["ListFirewallRuleGroupAssociations"] = ("FirewallRuleGroupAssociations", null),
        ["ListFirewallRules"] = ("FirewallRules", "FirewallRuleGroupId"),
        ["ListFirewallDomainLists"] = ("FirewallDomainLists", null),
        ["ListFirewallDomains"] = ("Domains", "FirewallDomainListId"),
        ["ListAccounts"] = ("Accounts", null),
    };

    private readonly IReadOnlyList<JsonObject> _documents;
    private readonly LocalHttpServer _server;

    /// <summary>Starts a server.</summary>
    /// <param name="documents">What it answers from; what is in none of them is an empty list.</param>
    public NameTestServer(IEnumerable<JsonObject> documents)
    {
        _documents = [.. documents];
        _server = new(Answer);
    }

    /// <summary>Where it listens.</summary>
    public string Url => _server.Url;

    /// <summary>The calls so far: the operation, and what it asked about.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The credential scopes that requests were signed for: Region and service.</summary>
    public ConcurrentQueue<string> Scopes { get; } = new();

    /// <summary>Operations that IAM refuses.</summary>
    public ConcurrentDictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations that answer with a redirect.</summary>
    public string? RedirectTo { get; set; }

    /// <summary>Operations whose answer is lost after they were carried out, once each.</summary>
    public ConcurrentDictionary<string, bool> Lost { get; } = new(StringComparer.Ordinal);

    /// <summary>The most items on a page.</summary>
    public int PageSize { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private (int Status, string Body) Answer(HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-amzn-RequestId"] = "11111111-2222-3333-4444-555555555555";
        Scopes.Enqueue(Scope(request.Headers.Authorization.ToString()));
        if (RedirectTo is not null)
        {
            request.HttpContext.Response.Headers.Location = RedirectTo;
            return (307, "");
        }

        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.Split('.') is ["Route53Resolver" or "AWSOrganizationsV20161128", var operation])
        {
            var body = JsonNode.Parse(new StreamReader(request.Body).ReadToEndAsync().GetAwaiter().GetResult())!.AsObject();
            var (key, parent) = Operations[operation];
            return Json(operation, key, parent, parent is null ? null : (string?)body[parent], (string?)body["NextToken"]);
        }

        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (request.Method == "POST")
            return Change(request, path);
        return path switch
        {
            ["profileassociations"] => Json("ListProfileAssociations", "ProfileAssociations", null, null, request.Query["nextToken"]),
            ["profileresourceassociations", "profileid", var id] =>
                Json("ListProfileResourceAssociations", "ProfileResourceAssociations", "ProfileId", id, request.Query["nextToken"]),
            ["2013-04-01", "hostedzonesbyvpc"] =>
                Xml("ListHostedZonesByVPC", Page("HostedZoneSummaries", "VPCId", request.Query["vpcid"], request.Query["nexttoken"]),
                    request.Query["vpcid"]),
            ["2013-04-01", "hostedzone", var id] => Zone(id) is { Count: > 0 } zone ? Xml("GetHostedZone", zone, id)
                : (404, Error("NoSuchHostedZone", "No hosted zone found.")),
            ["2013-04-01", "hostedzone", var id, "rrset"] =>
                Xml("ListResourceRecordSets", Records(id, request.Query),
                    $"{id}{(request.Query.ContainsKey("name") ? $" {request.Query["name"]}" : "")}"),
            _ => (404, "<ErrorResponse><Error><Code>NoSuchOperation</Code><Message>no</Message></Error></ErrorResponse>"),
        };
    }

    /// <summary>
    /// The credential's date, Region and service: <c>AWS4-HMAC-SHA256 Credential=AKIA/20261129/us-east-1/route53/aws4_request, …</c>.
    /// </summary>
    private static string Scope(string authorization)
    {
        var parts = authorization.Split(',')[0].Split('/');
        return parts.Length < 5 ? "" : $"{parts[2]}/{parts[3]}";
    }

    private (int Status, string Body) Json(string operation, string key, string? parent, string? id, string? token)
    {
        Calls.Enqueue(id is null ? operation : $"{operation} {id}");
        return Errors.TryGetValue(operation, out var code)
            ? (400, new JsonObject
            {
                ["__type"] = code,
                ["Message"] = $"User: arn:aws:iam::111122223333:user/tester is not authorized to perform: {operation}"
            }.ToJsonString())
            : (200, Page(key, parent, id, token).ToJsonString());
    }

    private (int Status, string Body) Xml(string operation, JsonObject answer, string? about)
    {
        Calls.Enqueue($"{operation} {about}");
        return Errors.TryGetValue(operation, out var code)
            ? (403, $"<?xml version=\"1.0\"?><ErrorResponse xmlns=\"{Xmlns}\"><Error><Type>Sender</Type><Code>{code}</Code><Message>User is not authorized to perform: {operation}</Message></Error><RequestId>1</RequestId></ErrorResponse>")
            : (200, new XDocument(Element(operation + "Response", answer)).ToString());
    }

    /// <summary>A change of a zone, refused where Route 53 refuses it, and made whole or not at all.</summary>
    private (int Status, string Body) Change(HttpRequest request, string[] path)
    {
        var body = JsonOf(XDocument.Parse(new StreamReader(request.Body).ReadToEndAsync().GetAwaiter().GetResult()).Root!);
        var operation = path[3] switch
        {
            "associatevpc" => "AssociateVPCWithHostedZone",
            "disassociatevpc" =>
            "DisassociateVPCFromHostedZone",
            _ => "ChangeResourceRecordSets"
        };
        Calls.Enqueue($"{operation} {path[2]}");
        Bodies.Enqueue(body);
        if (Errors.TryGetValue(operation, out var denied))
            return (403, Error(denied, $"User is not authorized to perform: {operation}"));
        var code = operation == "ChangeResourceRecordSets" ? ChangeRecords(path[2], (JsonArray)body["ChangeBatch"]!["Changes"]!)
            : ChangeVpcs(path[2], (JsonObject)body["VPC"]!, operation[0] == 'A');
        if (Lost.TryRemove(operation, out _))
            request.HttpContext.Abort();
        return code is null ? (200, new XDocument(Element(operation + "Response",
            new JsonObject { ["ChangeInfo"] = new JsonObject { ["Status"] = "PENDING" } })).ToString())
            : (400, Error(code, "The change cannot be made."));
    }

    /// <summary>The bodies of the changes, as JSON.</summary>
    public ConcurrentQueue<JsonObject> Bodies { get; } = new();

    private string? ChangeRecords(string id, JsonArray changes)
    {
        if (_documents.FirstOrDefault(d => (string?)d["HostedZoneId"] == id && d["ResourceRecordSets"] is JsonArray) is not { } document)
            return "NoSuchHostedZone";
        var sets = ((JsonArray)document["ResourceRecordSets"]!).Select(set => set!.DeepClone().AsObject()).ToList();
        foreach (var change in changes)
        {
            var set = change!["ResourceRecordSet"]!.DeepClone().AsObject();
            set["Name"] = ((string)set["Name"]!).TrimEnd('.') + ".";
            if (set["AliasTarget"] is JsonObject alias)
                alias["DNSName"] = ((string)alias["DNSName"]!).TrimEnd('.') + ".";
            var known = sets.Find(other => (string)other["Name"]! == (string)set["Name"]!
                && (string)other["Type"]! == (string)set["Type"]!);
            if ((string)change["Action"]! == "CREATE" ? known is not null : known is null || !Same(known, set))
                return "InvalidChangeBatch";
            if (known is not null)
                sets.Remove(known);
            else
                sets.Add(set);
        }

        document["ResourceRecordSets"] = new JsonArray([.. sets]);
        return null;
    }

    private string? ChangeVpcs(string id, JsonObject vpc, bool add)
    {
        if (_documents.FirstOrDefault(d => ((string?)d["HostedZone"]?["Id"])?.EndsWith("/" + id,
            StringComparison.Ordinal) == true) is not { } zone)
            return "NoSuchHostedZone";
        var (vpcs, vpcId) = ((JsonArray)zone["VPCs"]!, (string)vpc["VPCId"]!);
        var known = vpcs.FirstOrDefault(v => (string?)v!["VPCId"] == vpcId);
        if (add ? known is not null : known is null || vpcs.Count == 1)
            return add ? "ConflictingDomainExists" : known is null ? "VPCAssociationNotFound" : "LastVPCAssociation";
        if (add)
            vpcs.Add(vpc.DeepClone());
        else
            vpcs.Remove(known);
        foreach (var list in _documents.Where(d => (string?)d["VPCId"] == vpcId).Select(d => d["HostedZoneSummaries"]).OfType<JsonArray>())
        {
            if (add)
                list.Add(new JsonObject
                {
                    ["HostedZoneId"] = id, ["Name"] = (string)zone["HostedZone"]!["Name"]!,
                    ["Owner"] = new JsonObject { ["OwningAccount"] = "111122223333" }
                });
            else
                list.Remove(list.First(z => (string?)z!["HostedZoneId"] == id));
        }

        return null;
    }

    private static bool Same(JsonObject one, JsonObject other) =>
        ((string[])["TTL", "ResourceRecords", "AliasTarget"])
            .All(p => (one[p]?.ToJsonString() ?? "").Replace("\"", "", StringComparison.Ordinal)
            == (other[p]?.ToJsonString() ?? "").Replace("\"", "", StringComparison.Ordinal));

    private static string Error(string code, string message) =>
        $"<?xml version=\"1.0\"?><ErrorResponse xmlns=\"{Xmlns}\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>";

    private static JsonObject JsonOf(XElement element)
    {
        var result = new JsonObject();
        foreach (var child in element.Elements())
        {
            result[child.Name.LocalName] = child.Name.LocalName is "Changes" or "ResourceRecords"
                ? new JsonArray([.. child.Elements().Select(JsonOf)])
                : child.HasElements ? JsonOf(child) : JsonValue.Create(child.Value);
        }

        return result;
    }

    private JsonObject Page(string key, string? parent, string? id, string? token)
    {
        var items = _documents.Where(d => d[key] is JsonArray && (parent is null || (string?)d[parent] == id))
            .SelectMany(d => (JsonArray)d[key]!).ToList();
        var start = token is null or "" ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var page = new JsonObject { [key] = new JsonArray([.. items.Skip(start).Take(PageSize).Select(item => item?.DeepClone())]) };
        if (start + (long)PageSize < items.Count)
            page["NextToken"] = (start + PageSize).ToString(CultureInfo.InvariantCulture);
        return page;
    }

    private JsonObject Zone(string id) =>
        _documents.FirstOrDefault(d => ((string?)d["HostedZone"]?["Id"])?.EndsWith("/" + id, StringComparison.Ordinal) == true) is { } zone
            ? (JsonObject)zone.DeepClone() : [];

    /// <summary>In the order of the document, which is Route 53's.</summary>
    private JsonObject Records(string id, IQueryCollection query)
    {
        var all = _documents.Where(d => (string?)d["HostedZoneId"] == id).SelectMany(d => (JsonArray)d["ResourceRecordSets"]!).ToList();
        var start = (string?)query["name"];
        var from = start is null ? all : all.Where(r => string.CompareOrdinal(Order((string)r!["Name"]!), Order(start)) >= 0).ToList();
        var limit = Math.Min(PageSize, int.Parse(query["maxitems"]!, CultureInfo.InvariantCulture));
        var answer = new JsonObject
        {
            ["ResourceRecordSets"] = new JsonArray([.. from.Take(limit).Select(r => r?.DeepClone())]),
            ["IsTruncated"] = from.Count > limit,
            ["MaxItems"] = $"{limit}",
        };
        if (from.Count > limit)
            answer["NextRecordName"] = (string)from[limit]!["Name"]!;
        return answer;
    }

    private static string Order(string name) => string.Join('.', name.TrimEnd('.').Replace("*", "\\052").Split('.').Reverse()) + ".";

    private static XElement Element(string name, JsonNode? value) => value switch
    {
        JsonObject o => new(XNamespace.Get(Xmlns) + name, o.Select(p => Element(p.Key, p.Value))),
        JsonArray a => new(XNamespace.Get(Xmlns) + name,
            a.Select(item => Element(name == "HostedZoneSummaries" ? "HostedZoneSummary" : name[..^1], item))),
        _ => new(XNamespace.Get(Xmlns) + name, value?.ToString()),
    };
}
