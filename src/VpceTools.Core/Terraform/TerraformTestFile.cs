using System.Globalization;
using System.Text;
using System.Text.Json;
using VpceTools.Planned;
using VpceTools.Sources;

namespace VpceTools.Terraform;

/// <summary>
/// Writes the test file whose run makes Terraform evaluate all of a configuration over made-up ids: every provider is mocked, and data
/// sources answer what they answered when the plan was made. Nothing of it reaches a cloud; provisioners would run, so that whoever runs it
/// decides.
/// </summary>
/// <remarks>https://developer.hashicorp.com/terraform/language/tests/mocking</remarks>
internal static class TerraformTestFile
{
    /// <summary>More names than an endpoint has in any Region: one of the Region, one a zone, and private ones.</summary>
    private const int DnsEntries = 12;
    private const string MockName = "{ dns_name = \"mock.vpce.amazonaws.com\", hosted_zone_id = \"Z0\" }";

    // ARNs are validated by the provider, and what a mock makes up is none.
    private const string MockArn = "arn:aws:mock:us-east-1:123456789012:mock/1";

    /// <summary>The text of the file.</summary>
    /// <param name="path">The plan.</param>
    /// <exception cref="NetworkSourceException">It is no plan.</exception>
    public static string Of(string path)
    {
        using var json = TerraformFile.Open(new(CodeKind.Plan, path));
        var index = new TerraformIndex(json.RootElement);
        var text = new StringBuilder();
        text.Append("# Written by Export-VpcEndpointPlanTest. Every provider is mocked: the run needs no credentials and changes nothing in a cloud.\n"
            + "# Provisioners would run on this machine; look for them in the code first.\n"
            + "#\n"
            + "#   terraform init\n"
            + "#   terraform test -json -verbose > graph.jsonl   (with the -var and -var-file that the plan was made with)\n\n");
        foreach (var (provider, alias) in ProvidersOf(json.RootElement))
            WriteProvider(text, provider, alias, index);
        foreach (var data in index.Resources.Where(r => r.IsData).GroupBy(r => (r.Module, r.Block)).Select(g => g.First()))
            WriteData(text, data);
        text.Append("run \"graph\" {\n  command = apply\n}\n");
        return text.ToString();
    }

    private static IEnumerable<(string Provider, string? Alias)> ProvidersOf(JsonElement root)
    {
        var keys = root.Member("configuration").Member("provider_config").Members().Select(member => member.Value)
            .Select(provider => (Provider: provider.Text("name") ?? "", Alias: provider.Text("alias")));
        var used = root.Member("resource_changes").Items().Select(change => change.Text("provider_name")?.Split('/').Last())
            .Where(name => !string.IsNullOrEmpty(name)).Select(name => (Provider: name!, Alias: (string?)null));
        return keys.Concat(used).Where(one => IsName(one.Provider) && (one.Alias is null || IsName(one.Alias)))
            .Where(one => one.Provider != "terraform").Distinct()
            .OrderBy(one => one.Provider, StringComparer.Ordinal).ThenBy(one => one.Alias, StringComparer.Ordinal);
    }

    private static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');

    private static void WriteProvider(StringBuilder text, string provider, string? alias, TerraformIndex index)
    {
        text.Append("mock_provider ").Append(Quoted(provider)).Append(" {\n");
        if (alias is not null)
            text.Append("  alias = ").Append(Quoted(alias)).Append('\n');
        if (provider == "aws")
            foreach (var type in index.Resources.Where(r => !r.IsData && !r.IsRemoved).GroupBy(r => r.Type)
                .OrderBy(g => g.Key, StringComparer.Ordinal))
                WriteDefaults(text, type.Key, [.. type]);
        text.Append("}\n\n");
    }

    private static void WriteDefaults(StringBuilder text, string type, List<TerraformResource> instances)
    {
        var defaults = new List<(string Name, string Value)>();
        if (IsUnknown(instances, "arn"))
            defaults.Add(("arn", Quoted(MockArn)));
        // A block that is not known would break what is cut out of it.
        if (IsUnknown(instances, "cidr_block"))
            defaults.Add(("cidr_block", Quoted("10.0.0.0/16")));
        if (IsUnknown(instances, "ipv6_cidr_block"))
            defaults.Add(("ipv6_cidr_block", Quoted("2001:db8::/56")));
        // A computed list of a mock is empty, and records are made for its first entry, and for those of zones behind it.
        if (type == "aws_vpc_endpoint")
            defaults.Add(("dns_entry", "[" + string.Join(", ", Enumerable.Repeat(MockName, DnsEntries)) + "]"));
        if (defaults.Count == 0)
            return;
        text.Append("\n  mock_resource ").Append(Quoted(type)).Append(" {\n    defaults = {\n");
        foreach (var (name, value) in defaults)
            text.Append("      ").Append(name).Append(" = ").Append(value).Append('\n');
        text.Append("    }\n  }\n");
    }

    private static bool IsUnknown(List<TerraformResource> instances, string attribute) =>
        instances.Exists(one => one.Unknown.Member(attribute).ValueKind == JsonValueKind.True);

    private static void WriteData(StringBuilder text, TerraformResource data)
    {
        var module = new StringBuilder();
        for (var at = data.Module; !at.IsRoot; at = at.Parent!)
            module.Insert(0, $"module.{at.Name}.");
        text.Append("override_data {\n  target = ").Append(module).Append("data.").Append(data.Type).Append('.').Append(data.Name)
            .Append("\n  values = {\n");
        foreach (var value in data.Values.Members().Where(m => m.Value.IsSet() && IsName(m.Name) && !Holds(data.Sensitive.Member(m.Name))
            && !Holds(data.Unknown.Member(m.Name))))
            text.Append("    ").Append(value.Name).Append(" = ").Append(Expression(value.Value)).Append('\n');
        // Policies are validated, and what a mock makes up is none. What the document says is in the plan.
        if (data.Type == "aws_iam_policy_document" && data.Unknown.Member("json").ValueKind == JsonValueKind.True)
            text.Append("    json = \"{}\"\n");
        text.Append("  }\n}\n\n");
    }

    /// <summary>Whether something in it is true: secret, or not known.</summary>
    private static bool Holds(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Array => element.EnumerateArray().Any(Holds),
        JsonValueKind.Object => element.EnumerateObject().Any(member => Holds(member.Value)),
        _ => false,
    };

    private static string Expression(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Expression)) + "]",
        JsonValueKind.Object => "{ " + string.Join(", ", value.EnumerateObject().Select(m => $"{Quoted(m.Name)} = {Expression(m.Value)}"))
            + " }",
        JsonValueKind.String => Quoted(value.AsText() ?? ""),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>
    /// A text of HCL, in which nothing is a template: https://developer.hashicorp.com/terraform/language/expressions/strings.
    /// </summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c is '$' or '%' && i + 1 < text.Length && text[i + 1] == '{')
                quoted.Append(c).Append(c);
            else if (c == '\n')
                quoted.Append("\\n");
            else if (char.IsControl(c))
                quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
