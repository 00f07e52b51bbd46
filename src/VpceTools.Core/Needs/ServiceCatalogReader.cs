using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>Reads <c>default-names.json</c>. Its schema is <c>docs/guides/default-names.schema.json</c>.</summary>
internal static class ServiceCatalogReader
{
    // What the SDKs ask is said once and not at every name.
    private sealed record SdkDefault(bool IsFips, bool IsDualStack, NameUse Use, ValueList<NameClient> AskedBy, string? Advice);

    /// <summary>The catalogue.</summary>
    /// <exception cref="DataFileException">The text is not such a file.</exception>
    public static ServiceCatalogData Read(string text)
    {
        var root = DataNode.Root(text).Only("$schema", "about", "partitions", "forms", "services");
        var forms = root.List("forms", ReadForm);
        var services = root.List("services", node => ReadService(node, forms));
        if (services.GroupBy(s => s.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw root.ErrorAt("services", $"service '{twice.Key}' is there twice");
        return new(root.List("partitions", ReadPartition), services);
    }

    private static Partition ReadPartition(DataNode node)
    {
        node.Only("id", "regionPattern", "dnsSuffix", "dualStackDnsSuffix", "globalRegion", "servicePrefixes", "page")
            .Link("page", isAws: true);
        var pattern = node.RequiredText("regionPattern");
        try
        {
            _ = new Regex(pattern, RegexOptions.ECMAScript, TimeSpan.FromMinutes(1));
        }
        catch (ArgumentException)
        {
            throw node.ErrorAt("regionPattern", $"'{pattern}' is no regular expression");
        }

        return new()
        {
            Id = node.RequiredText("id"),
            RegionPattern = pattern,
            DnsSuffix = node.RequiredText("dnsSuffix"),
            DualStackDnsSuffix = node.RequiredText("dualStackDnsSuffix"),
            GlobalRegion = node.RequiredText("globalRegion"),
            ServicePrefixes = node.Texts("servicePrefixes"),
        };
    }

    private static SdkDefault ReadForm(DataNode node) => new(
        node.Only("fips", "dualStack", "use", "askedBy", "advice").Flag("fips"), node.Flag("dualStack"),
        node.Word<NameUse>("use") ?? throw node.Error($"{node.Place} has no 'use'"), node.List("askedBy", ReadClient), node.Text("advice"));

    private static AwsService ReadService(DataNode node, ValueList<SdkDefault> forms)
    {
        var code = node.RequiredText("code");
        node.Named($"service '{code}'")
            .Only("code", "title", "prefix", "global", "cells", "types", "fips", "sdk", "ports", "allPorts", "page", "remark", "names");
        var types = node.Words<EndpointType>("types");
        var ports = node.Ports("ports");
        return new()
        {
            Code = code,
            Title = node.RequiredText("title"),
            Prefix = node.Text("prefix"),
            IsGlobal = node.Flag("global"),
            HasCells = node.Flag("cells"),
            Types = types.Count > 0 ? types : throw node.Error($"{node.Place} has no 'types'"),
            FipsCode = node.Text("fips"),
            SdkNames = node.Texts("sdk"),
            Ports = ports.Count > 0 ? ports : [443],
            NeedsAllPorts = node.Flag("allPorts"),
            Page = node.Link("page", isAws: true) ?? throw node.Error($"{node.Place} has no 'page'"),
            Remark = node.Text("remark"),
            Names = node.List("names", name => ReadName(name, forms)),
        };
    }

    private static DefaultName ReadName(DataNode node, ValueList<SdkDefault> forms)
    {
        var name = node.RequiredText("name");
        node.Named($"name '{name}'").Only(
            "name", "form", "fips", "dualStack", "in", "notIn", "use", "askedBy", "operations", "notAnsweredBy", "capture", "advice");
        var (fips, dualStack) = (node.Flag("fips"), node.Flag("dualStack"));
        var common = forms.FirstOrDefault(form => form.IsFips == fips && form.IsDualStack == dualStack);
        var askedBy = node.List("askedBy", ReadClient);
        if (askedBy.Count == 0 != !node.Has("use"))
            throw node.Error($"{node.Place} needs both 'use' and 'askedBy', or neither where the SDKs' rules give it");
        return new()
        {
            Pattern = name,
            Form = node.Word<NameForm>("form") ?? throw node.Error($"{node.Place} has no 'form'"),
            IsFips = fips,
            IsDualStack = dualStack,
            Use = node.Word<NameUse>("use") ?? common?.Use ?? throw node.Error($"{node.Place} has no 'use'"),
            AskedBy = askedBy.Count > 0 ? askedBy : common!.AskedBy,
            Operations = node.Texts("operations"),
            In = node.Texts("in"),
            NotIn = node.Texts("notIn"),
            NotAnsweredBy = node.Words<EndpointType>("notAnsweredBy"),
            Capture = node.Text("capture"),
            Advice = node.Text("advice") ?? (askedBy.Count > 0 ? null : common?.Advice),
        };
    }

    private static NameClient ReadClient(DataNode node) => new(
        node.Only("product", "versions", "when", "page", "evidence").RequiredText("product"), node.Text("versions"), node.Text("when"),
        node.Link("page", isAws: true) ?? throw node.Error($"{node.Place} has no 'page'"), node.Link("evidence", isAws: false));
}

/// <summary>What <c>default-names.json</c> says.</summary>
internal sealed record ServiceCatalogData(ValueList<Partition> Partitions, ValueList<AwsService> Services);
