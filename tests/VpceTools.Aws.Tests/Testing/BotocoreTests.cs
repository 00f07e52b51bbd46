using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VpceTools.Testing;
using VpceTools.Testing.Describe;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>The server's answers and filters, held against botocore's model, so that they are not only our own opinion.</summary>
public sealed partial class BotocoreTests
{
    public static TheoryData<string> Operations => [.. DescribeCatalogue.Operations.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_element_of_an_answer_is_one_that_botocore_reads(string name)
    {
        var model = BotocoreModel.Current;
        Assert.SkipWhen(model is null, "botocore is not installed: there is no second opinion on the element names");
        var operation = DescribeCatalogue.Operations[name];
        var world = new Ec2World().Add(new JsonObject { [operation.Kind] = FullDocuments.For(operation)[operation.Result]!.DeepClone() });
        await using var server = await Ec2TestServer.StartAsync(world, new Ec2TestServerOptions { PageSize = 1 },
            TestContext.Current.CancellationToken);

        var root = XDocument.Parse(await RawCall.PostAsync(server, name)).Root!;

        XNamespace ec2 = "http://ec2.amazonaws.com/doc/2016-11-15/";
        Assert.Equal(ec2 + (name + "Response"), root.Name);
        Assert.NotNull(root.Element(ec2 + "requestId"));
        var found = new HashSet<string>(StringComparer.Ordinal);
        Walk(model, model.Operation(name).GetProperty("output").GetProperty("shape").GetString()!, root, found, "requestId");
        Assert.All(Names(model, operation), path => Assert.Contains(path, found));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_documented_filter_is_known_and_no_other(string name)
    {
        var model = BotocoreModel.Current;
        Assert.SkipWhen(model is null, "botocore is not installed: there is no second opinion on the filters");
        var members = model.Shape(model.Operation(name).GetProperty("input").GetProperty("shape").GetString()!).GetProperty("members");
        var documentation = (members.TryGetProperty("Filters", out var filters) ? filters : members.GetProperty("Filter"))
            .GetProperty("documentation").GetString()!;
        var documented = FilterItem().Matches(documentation).Select(match => match.Groups["name"].Value)
            .Where(filter => filter is not ("tag" or "tag-key")).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(documented);
        Assert.Equal(documented.Order(StringComparer.Ordinal), Filters.NamesOf(name).Order(StringComparer.Ordinal));
    }

    /// <summary>Follows the XML along the model; an element without a member is a failure.</summary>
    private static void Walk(BotocoreModel model, string shapeName, XElement element, HashSet<string> found, string except = "")
    {
        var shape = model.Shape(shapeName);
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                foreach (var child in element.Elements().Where(child => child.Name.LocalName != except))
                {
                    var member = shape.GetProperty("members").EnumerateObject()
                        .FirstOrDefault(member => LocationName(member.Value, member.Name) == child.Name.LocalName);
                    Assert.True(member.Value.ValueKind == JsonValueKind.Object, $"{shapeName} has no member for <{child.Name.LocalName}>");
                    found.Add($"{shapeName}.{member.Name}");
                    Walk(model, member.Value.GetProperty("shape").GetString()!, child, found);
                }

                break;
            case "list":
                foreach (var child in element.Elements())
                {
                    Assert.Equal(LocationName(shape.GetProperty("member"), "member"), child.Name.LocalName);
                    Walk(model, shape.GetProperty("member").GetProperty("shape").GetString()!, child, found);
                }

                break;
            default:
                Assert.NotEmpty(element.Value);
                Assert.Empty(element.Elements());
                break;
        }
    }

    /// <summary>The members that botocore's answer has, however deep, by shape.</summary>
    private static HashSet<string> Names(BotocoreModel model, DescribeOperation operation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(model.Operation(operation.Name).GetProperty("output").GetProperty("shape").GetString()!);
        return names;

        void Collect(string shapeName)
        {
            var shape = model.Shape(shapeName);
            if (shape.TryGetProperty("members", out var members))
            {
                foreach (var member in members.EnumerateObject())
                {
                    if (names.Add($"{shapeName}.{member.Name}"))
                        Collect(member.Value.GetProperty("shape").GetString()!);
                }
            }
            else if (shape.TryGetProperty("member", out var element))
            {
                Collect(element.GetProperty("shape").GetString()!);
            }
        }
    }

    private static string LocationName(JsonElement reference, string otherwise) =>
        reference.TryGetProperty("locationName", out var name) ? name.GetString()! : otherwise;

    [GeneratedRegex(@"<li> <p> <code>(?<name>[a-z0-9][a-zA-Z0-9.:/-]*)</code>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilterItem();
}
