using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// What code marks as secret (sensitive attributes and variables of plans and states, NoEcho parameters of templates) is in no output, on no
/// stream and in no file, whatever it is the value of.
/// </summary>
public sealed class CodeSecretsTests : IDisposable
{
    private const string Secret = "S3cretMarker";
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-secret-").FullName;

    /// <summary>Whether the secret stands where the network is decided, or only where it is described.</summary>
    [Theory]
    [InlineData("healthy", true)]
    [InlineData("no-group", true)]
    [InlineData("healthy", false)]
    [InlineData("no-group", false)]
    public void Nothing_shows_what_a_plan_marks_as_sensitive(string plan, bool everywhere)
    {
        var root = JsonNode.Parse(RepositoryFiles.Read("plans", plan, "plan.json"))!;
        root["variables"] = new JsonObject { ["password"] = new JsonObject { ["value"] = Secret } };
        root["output_changes"] = new JsonObject
        {
            ["password"] = new JsonObject { ["actions"] = new JsonArray("create"), ["after"] = Secret, ["after_sensitive"] = true },
        };
        var count = 0;
        foreach (var change in root["resource_changes"]!.AsArray().Select(one => one!["change"]!))
        {
            var (after, sensitive) = (change["after"]!.AsObject(), new JsonObject());
            foreach (var (name, value) in after.ToList())
                if (everywhere || name is "description" or "name" or "tags" or "policy" or "timeouts")
                {
                    after[name] = value is JsonArray ? new JsonArray(Secret) : value is JsonObject ? new JsonObject { ["x"] = Secret } : Secret;
                    sensitive[name] = true;
                    count++;
                }

            change["after_sensitive"] = sensitive;
        }

        // One that goes, and what was read of data.
        root["resource_changes"]!.AsArray().Add(JsonNode.Parse("""
            {"address":"aws_security_group.old","mode":"managed","type":"aws_security_group","name":"old","change":{"actions":["delete"],
             "before":{"id":"sg-0123456789abcdef0","name":"SECRET","description":"SECRET","vpc_id":"SECRET"},"after":null,
             "before_sensitive":{"name":true,"description":true,"vpc_id":true}}}
            """.Replace("SECRET", Secret, StringComparison.Ordinal)));
        root["prior_state"] = JsonNode.Parse("""
            {"format_version":"1.0","values":{"root_module":{"resources":[{"address":"data.aws_vpc.x","mode":"data","type":"aws_vpc","name":"x",
             "values":{"id":"vpc-0123456789abcdef0","cidr_block":"SECRET","tags":{"a":"SECRET"}},"sensitive_values":{"cidr_block":true,"tags":true}}]}}}
            """.Replace("SECRET", Secret, StringComparison.Ordinal));
        Assert.True(count > 10, $"{count}");
        var path = Path.Combine(_folder, "plan.json");
        File.WriteAllText(path, root.ToJsonString());

        AssertSecret($"-PlanPath '{path}'", "Export-VpcEndpointPlanTest -PlanPath plan.json -Path secret.tftest.hcl");
    }

    [Fact]
    public void Nothing_shows_what_a_state_marks_as_sensitive()
    {
        var root = JsonNode.Parse(RepositoryFiles.Read("plans", "no-group", "state.json"))!;
        foreach (var resource in root["values"]!["root_module"]!["resources"]!.AsArray())
        {
            var sensitive = new JsonObject();
            foreach (var (name, value) in resource!["values"]!.AsObject().ToList())
                if (value is JsonValue && name is not ("id" or "vpc_id"))
                {
                    resource["values"]![name] = Secret;
                    sensitive[name] = true;
                }

            resource["sensitive_values"] = sensitive;
        }

        root["values"]!["outputs"] = new JsonObject { ["password"] = new JsonObject { ["sensitive"] = true, ["value"] = Secret } };
        var path = Path.Combine(_folder, "state.json");
        File.WriteAllText(path, root.ToJsonString());

        AssertSecret($"-StatePath '{path}'", "");
    }

    [Fact]
    public void Nothing_shows_the_value_of_a_parameter_without_echo()
    {
        var template = RepositoryFiles.Read("docs", "guides", "templates", "no-group.yaml").ReplaceLineEndings("\n")
            .Replace("Parameters:\n", $"Parameters:\n  Secret: {{ Type: String, NoEcho: true, Default: {Secret}Default }}\n",
                StringComparison.Ordinal)
            .Replace("GroupDescription: The endpoint", "GroupDescription: !Ref Secret", StringComparison.Ordinal)
            .Replace("\"secretsmanager:*\"", "!Ref Secret", StringComparison.Ordinal)
            .Replace("AvailabilityZone: !Select [0, !GetAZs \"\"]", "AvailabilityZone: !Ref Secret", StringComparison.Ordinal)
            .Replace("CidrIp: !GetAtt Vpc.CidrBlock", "CidrIp: !Sub '${Secret}/16'", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "template.yaml"), template);

        AssertSecret($"-TemplatePath template.yaml -Region eu-west-1 -Parameter @{{ Secret = '{Secret}Given' }}", "");
        AssertSecret("-TemplatePath template.yaml -Region eu-west-1", "");
        AssertSecret($"-TemplatePath template.yaml -Region eu-west-1 -Parameter @{{ Other = '{Secret}Given' }}", "");
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void AssertSecret(string source, string further)
    {
        _session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
        var shown = Path.Combine(_folder, "shown.txt");
        var result = _session.Invoke($$"""
            $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $InformationPreference = 'Continue'
            $(
                $results = Test-VpcEndpoint {{source}}
                $results | Format-List *
                $results | ConvertTo-Json -Depth 9
                Get-VpcEndpointFinding {{source}} -MinimumSeverity Information | ForEach-Object { $_ | Format-List *; $_.Evidence | Format-List * }
                Get-VpcEndpointUse {{source}} | ConvertTo-Json -Depth 6
                $results | Export-VpcEndpointReport r.html, r.md, r.json, r.junit.xml, r.sarif, r.csv -AllowUnknown
                {{further}}
            ) *>&1 | Out-String -Width 4000 | Set-Content shown.txt
            $Error | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 4000 } | Add-Content shown.txt
            """);
        Assert.Null(result.TerminatingError);
        foreach (var file in Directory.EnumerateFiles(_folder).Where(path => Path.GetFileName(path) is not ("plan.json" or "state.json"
            or "template.yaml")))
            Assert.False(File.ReadAllText(file).Contains(Secret + (source.Contains("Given", StringComparison.Ordinal) ? "Given" : ""),
                StringComparison.Ordinal) && !IsOwnLine(file), $"{file}: {Around(File.ReadAllText(file))}");
        Assert.True(new FileInfo(shown).Length > 200, File.ReadAllText(shown));

        // An error quotes the line that was typed, which holds what was typed.
        bool IsOwnLine(string file) => file == shown && File.ReadAllLines(file).Where(line => line.Contains(Secret, StringComparison.Ordinal))
            .All(line => line.Contains("-Parameter @{", StringComparison.Ordinal));
    }

    private static string Around(string text)
    {
        var at = text.IndexOf(Secret, StringComparison.Ordinal);
        return text.Substring(Math.Max(0, at - 200), Math.Min(400, text.Length - Math.Max(0, at - 200)));
    }
}
