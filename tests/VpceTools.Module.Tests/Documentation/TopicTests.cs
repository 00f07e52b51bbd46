using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

public sealed partial class TopicTests : IDisposable
{
    private readonly ModuleSession _session = new(width: 80);

    [Theory]
    [InlineData("about_VpceTools")]
    [InlineData("about_VpceTools_Checks")]
    [InlineData("about_VpceTools_Names")]
    [InlineData("about_VpceTools_Permissions")]
    public void A_topic_is_found_by_its_name_and_fits_80_columns(string topic)
    {
        var found = Assert.Single(_session.Invoke($"Get-Help {topic}").Succeeded());

        var lines = LanguagePrimitives.ConvertTo<string>(found).ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(topic, lines[1].Trim());
        // Code, addresses and JSON are not broken.
        Assert.All(lines.Where(line => line.Trim().Contains(' ') && !line.StartsWith("        ", StringComparison.Ordinal)), line =>
            Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Every_check_is_in_the_topic_about_checks_with_what_it_reads_how_it_decides_and_the_fix()
    {
        var text = Topic("about_VpceTools_Checks");
        var places = _session.Invoke("Get-VpcEndpointCheck | ForEach-Object { \"$($_.Name): $($_.Title)\" }").Succeeded()
            .Select(name => text.IndexOf($"\n  {name.BaseObject}\n", StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.All(places.Zip([.. places.Skip(1), text.Length]), part => Assert.All(
            new[] { "Reads: ", "Decides: ", "Fix: ", "https://docs.aws.amazon.com/" }, word =>
                Assert.Contains(word, text[part.First..part.Second], StringComparison.Ordinal)));
    }

    [Fact]
    public void The_permissions_are_those_of_the_calls_that_the_code_makes()
    {
        var called = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "VpceTools.Aws"), "*.cs",
            SearchOption.AllDirectories)
            // What decides names is read by one client over the rows, whose actions the page takes from there.
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Names{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            // Those of Instances call Systems Manager.
            .SelectMany(file => ClientCall().Matches(OnDemand().Replace(File.ReadAllText(file), ""))
                .Select(match => (file.Contains("Instances", StringComparison.Ordinal) ? "ssm:" : "ec2:")
                    + match.Groups["operation"].Value))
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(called.Count > 10, "The calls were not found in the source.");
        var text = Topic("about_VpceTools_Permissions");
        // One object for each policy: the diagnosis's, and the repairs'.
        var allowed = Policy().Matches(text).SelectMany(match =>
        {
            using var policy = JsonDocument.Parse(match.Value);
            return policy.RootElement.GetProperty("Statement").EnumerateArray().SelectMany(s => s.GetProperty("Action").EnumerateArray())
                .Select(a => a.GetString()!).ToList();
        }).Where(action => !action.StartsWith("route53", StringComparison.Ordinal))
            .ToList(); // EC2 calls one of them, the rest are of the rows.

        Assert.Equal(called.Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
        Assert.All(allowed.Where(action => action.StartsWith("ec2:", StringComparison.Ordinal)), action =>
            Assert.Matches($@"(?m)^    {action}: \w", text));
        Assert.Equal(called.Order(StringComparer.Ordinal), Action().Matches(Called()).Select(m => m.Value).Distinct()
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_permissions_name_what_each_check_cannot_do_without()
    {
        var text = Topic("about_VpceTools_Permissions");
        var requirements = text[text.IndexOf("\nWHAT A CHECK CANNOT DO WITHOUT\n", StringComparison.Ordinal)..];

        Assert.Matches(@"\n  ec2:DescribeNetworkAcls\n +NetworkAcl\n", requirements);
        Assert.All(Action().Matches(requirements).Select(m => m.Value), action =>
            Assert.Contains($"\"{action}\"", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("about_VpceTools")]
    [InlineData("about_VpceTools_Checks")]
    [InlineData("about_VpceTools_Names")]
    [InlineData("about_VpceTools_Permissions")]
    public void Commands_of_a_topic_bind(string topic) => Assert.All(
        Topic(topic).Split('\n').Where(line => Command().IsMatch(line)), line => PastedScript.Check(_session, line));

    public void Dispose() => _session.Dispose();

    /// <summary>The part of the guide about permissions that says what is called.</summary>
    private static string Called()
    {
        var text = RepositoryFiles.Read("docs", "guides", "permissions.md");
        var start = text.IndexOf("\n## What is called\n", StringComparison.Ordinal);
        return text[start..text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }

    private string Topic(string name) => LanguagePrimitives.ConvertTo<string>(Assert.Single(_session.Invoke($"Get-Help {name}")
        .Succeeded())).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\b[Cc]lient\.(?<operation>\w+)Async\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClientCall();

    /// <summary>The calls that no diagnosis makes as yet, so that they need no permission.</summary>
    [GeneratedRegex(@"SecurityGroupVpcAssociationEvidence\.Row,.*?NextToken\),",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OnDemand();

    /// <summary>A line of code, which is indented deeper than prose, that begins with one of the cmdlets.</summary>
    [GeneratedRegex(@"^        \w+-VpcEndpoint", RegexOptions.None, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?ms)^        \{$.*?^        \}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Policy();

    [GeneratedRegex(@"(ec2|ssm):\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();
}
