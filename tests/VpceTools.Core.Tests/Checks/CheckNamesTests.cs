using System.Text.RegularExpressions;
using VpceTools.Checks;
using VpceTools.Core.Tests.Rooms;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>What the house needs to know of a check, the descriptor says: nothing else knows a check by its name.</summary>
public sealed class CheckNamesTests
{
    /// <summary>Folders and files whose strings are EC2's own words, some of which are names of checks as well.</summary>
    private static readonly string[] WordsOfEc2 =
    [
        "src/VpceTools.Core/Snapshots/", "src/VpceTools.Core/Evidence/", "src/VpceTools.Core/Sources/",
        "src/VpceTools.Core/Paths/EndpointProposalText.cs", // A property of CloudFormation.
        "src/VpceTools.Core/Planned/", "src/VpceTools.Core/Terraform/", "src/VpceTools.Core/CloudFormation/", // Properties of CloudFormation.
        "src/VpceTools.Core/Repairs/Actions/Code/", // The same.
        "src/VpceTools.Core/Comparing/CloudTrailCalls.cs", // Nouns of calls: CreateNetworkAcl.
        "src/VpceTools.Core/Anonymizing/Anonymizer.cs", // Members of EC2's answers.
    ];

    [Fact]
    public void No_source_names_a_check_in_a_string_outside_its_own_file()
    {
        var names = CheckCatalog.All.Select(check => check.Descriptor.Name).ToList();
        Assert.Empty(Sources().SelectMany(file => Named(file, names)));
    }

    [Theory]
    [InlineData("var x = \"NetworkAcl\";", "NetworkAcl")]
    [InlineData("var x = $\"see {(y is \"Route\" ? 1 : 2)} of VpcDns\";", "Route VpcDns")]
    [InlineData("var x = @\"see \"\"PrivateDns\"\"\"; // and \"Route\"", "PrivateDns")]
    [InlineData("var x = \"\"\"\nthe check DhcpOptions\n\"\"\";", "DhcpOptions")]
    [InlineData("var x = \"AWS::EC2::NetworkAcl, Route 53, PrivateDnsEnabled\"; /* \"Route\" */ var y = Kind.NetworkAcl; var z = '\"';",
        "")]
    public void The_scan_reads_every_kind_of_string_and_nothing_else(string source, string expected) => Assert.Equal(
        expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        SourceStrings.In(source).SelectMany(text => In(text, ["NetworkAcl", "Route", "VpcDns", "PrivateDns", "DhcpOptions"])));

    private static IEnumerable<string> Named(string file, List<string> names) =>
        SourceStrings.In(File.ReadAllText(Path.Combine(Repository.Root, file)))
            .SelectMany(text => In(text, names.Where(name => !file.EndsWith($"/{name}Check.cs", StringComparison.Ordinal))))
            .Where(_ => !Array.Exists(WordsOfEc2, folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .Select(name => $"{file} names {name}");

    /// <summary>
    /// Whole words; one that is English as well only where it is the whole string. CloudFormation's types are something else.
    /// </summary>
    private static IEnumerable<string> In(string text, IEnumerable<string> names) => names.Where(name =>
        text == name || (name.Skip(1).Any(char.IsUpper)
            && Regex.IsMatch(text, $@"(?<!::)\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1))));

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
}
