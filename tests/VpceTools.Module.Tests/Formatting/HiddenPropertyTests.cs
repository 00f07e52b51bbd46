using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>What the views show is a property that can be selected and sorted by, and that nothing else shows.</summary>
public sealed class HiddenPropertyTests : IDisposable
{
    private static readonly XDocument Views = XDocument.Parse(RepositoryFiles.Read("src", "VpceTools", "VpceTools.Format.ps1xml"));
    private static readonly XDocument Types = XDocument.Parse(RepositoryFiles.Read("src", "VpceTools", "VpceTools.Types.ps1xml"));
    private static readonly string Sample = Path.Combine(RepositoryFiles.Root, "samples", "security-group");
    private readonly ModuleSession _session = new();

    public static TheoryData<string, string> Outputs { get; } = new()
    {
        { "VpceTools.EndpointTestResult", $"Test-VpcEndpoint -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointIntentResult", $"Test-VpcEndpoint -IntentPath '{Sample}/../vpce.yaml' -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointPath", $"Test-VpcEndpointPath -To secretsmanager -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointFinding", $"Get-VpcEndpointFinding -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointRepairResult", $"Repair-VpcEndpoint -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointPolicyDecision", $"Test-VpcEndpointPolicy -SnapshotPath '{Sample}' -Action secretsmanager:GetSecretValue" },
        { "VpceTools.EndpointNameAnswer", $"Resolve-VpcEndpointName -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointPolicyRemark", $"Test-VpcEndpointPolicy -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointPolicyChange",
            $$"""Test-VpcEndpointPolicy -SnapshotPath '{{Sample}}' -ReferencePolicyDocument '{"Statement":[]}' -Action secretsmanager:GetSecretValue""" },
        { "VpceTools.EndpointConnectionResult", "Test-VpcEndpointConnection -HostName localhost -Port 1 -WarningAction Ignore" },
        { "VpceTools.EndpointUse", $"Get-VpcEndpointUse -SnapshotPath '{Sample}'" },
        { "VpceTools.EndpointCheck", "Get-VpcEndpointCheck" },
    };

    [Theory, MemberData(nameof(Outputs))]
    public void Every_label_of_a_view_is_a_property_also_after_a_job(string type, string command)
    {
        var given = _session.Invoke(command).Succeeded()[0];
        var back = PSSerializer.Deserialize(PSSerializer.Serialize(given, depth: 2)) as PSObject;
        var labels = Views.Descendants("View").Where(view => view.Descendants("SelectionSetName").FirstOrDefault()?.Value == type)
            .SelectMany(view => view.Descendants("TableColumnHeader").Concat(view.Descendants("ListItem")))
            .Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value).Distinct().ToList();

        Assert.NotEmpty(labels);
        // The engine looks type data up in the session's runspace.
        _session.Runspace.SessionStateProxy.SetVariable("value", given);
        _session.Runspace.SessionStateProxy.SetVariable("back", back);
        Assert.All(labels, label => Assert.Equal(
            [true, true], _session.Invoke($"$null -ne $value.PSObject.Members['{label}']; $null -ne $back.PSObject.Members['{label}']")
                .Succeeded().Select(o => o.BaseObject)));
    }

    [Theory, MemberData(nameof(Outputs))]
    public void Hidden_properties_are_in_no_file_and_no_job_and_the_others_are(string type, string command)
    {
        var given = _session.Invoke(command).Succeeded()[0];
        var hidden = Members(type);
        var own = given.BaseObject.GetType().GetProperties().Select(property => property.Name).ToList();

        Assert.NotEmpty(hidden);
        Assert.Equal(own, given.Properties.Select(property => property.Name));
        Assert.Equal(hidden, Members("Deserialized." + type));
        // A path's proposal is computed when somebody asks for it.
        if (type is not ("VpceTools.EndpointCheck" or "VpceTools.EndpointPath"))
            Assert.Equal(own.Order(StringComparer.Ordinal),
                PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(given))).Properties.Select(p => p.Name)
                    .Order(StringComparer.Ordinal));
    }

    /// <summary>Get-Member leaves out what is of a special name.</summary>
    [Theory, MemberData(nameof(Outputs))]
    public void What_the_compiler_adds_to_records_is_not_shown(string type, string command)
    {
        var given = _session.Invoke(command).Succeeded()[0];

        Assert.Equal(type, given.TypeNames[0]);
        Assert.True(given.BaseObject.GetType().GetMethod("<Clone>$")!.IsSpecialName);
    }

    [Fact]
    public void The_views_call_nothing_and_say_a_width_once()
    {
        Assert.All(Views.Descendants("ScriptBlock"), script => Assert.DoesNotMatch(@"\[\w|LanguageMode|\d\d", script.Value));
        Assert.All(Types.Descendants("CodeProperty"), property => Assert.Equal("true", property.Attribute("IsHidden")?.Value));
    }

    [Theory]
    [InlineData("EndpointFinding", "EndpointId = 'vpce-1'; VpcId = 'vpc-1'; Region = 'eu-west-1'", "Endpoint",
        "vpce-1 in vpc-1 (eu-west-1)")]
    [InlineData("EndpointFinding", "EndpointId = 'vpce-1'; VpcId = 'vpc-1'; Region = $null", "Endpoint", "vpce-1 in vpc-1")]
    [InlineData("EndpointTestResult", "ServiceName = 'a.sqs'; EndpointType = 'Interface'", "Service", "a.sqs (Interface)")]
    [InlineData("EndpointTestResult", "ServiceName = ''; EndpointType = 'ServiceNetwork'", "Service", "ServiceNetwork")]
    [InlineData("EndpointFinding", "ServiceName = 'a.sqs'", "Service", "a.sqs")]
    [InlineData("EndpointFinding", "Evidence = [pscustomobject]@{ AffectedClients = 1..12 }", "Clients", "1|2|3|4|5|6|7|8|9|10|and 2 more")]
    [InlineData("EndpointFinding", "Evidence = [pscustomobject]@{ AffectedClients = @() }", "Clients", null)]
    [InlineData("EndpointFinding", "Evidence = [pscustomobject]@{ Packet = $null }", "Packet", null)]
    [InlineData("EndpointFinding",
        "Repair = @([pscustomobject]@{ SideEffect = 'a' }, [pscustomobject]@{ SideEffect = 'a' }, [pscustomobject]@{ SideEffect = $null })",
        "SideEffect", "a")]
    [InlineData("EndpointTestResult", "Findings = 'High: one', 'Low: two'", "View.Findings", "High: one||Low: two")]
    [InlineData("EndpointTestResult", "Status = [VpceTools.Findings.CheckStatus]::NotApplicable", "View.Status", "N/A")]
    [InlineData("EndpointFinding", "Severity = 'Information'", "View.Severity", "Information")]
    [InlineData("EndpointTestResult", "Status = $null", "View.Status", "")]
    [InlineData("EndpointRepairResult", "ResourceId = 'sg-1'; Description = 'allow'; Error = $null", "Summary", "sg-1|allow")]
    [InlineData("EndpointPolicyDecision", "EndpointId = $null", "Heading", "   Policy:   the document given")]
    [InlineData("EndpointPolicyDecision", "Action = 'a:B'; Resource = '*'; Principal = $null; Reason = 'so'", "Call", "a:B on *|so")]
    [InlineData("EndpointPolicyRemark", "Line = 3; Column = 5; StatementIndex = 1; Sid = 'Own'", "Place", "statement 2 ('Own') at 3:5")]
    [InlineData("EndpointPolicyRemark", "Line = 1; Column = 1; StatementIndex = $null; Message = 'so'; Rule = 'OldVersion'", "Remark",
        "so|OldVersion, 1:1")]
    [InlineData("EndpointPolicyChange", "Action = 'a:B', 'a:C'; Resource = '*'; Principal = 'anonymous'", "Calls",
        "a:B, a:C on * by anonymous")]
    [InlineData("EndpointPolicyChange", "Action = 1..12; Resource = '*'", "Calls", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more on *")]
    [InlineData("EndpointConnectionResult", "Step = 'Dns'; HostName = 'a.test'; Message = 'x'", "Result", "a.test: x")]
    [InlineData("EndpointConnectionResult", "Step = 'Tcp'; Address = '10.0.10.11'; Message = 'x'", "Result", "10.0.10.11: x")]
    [InlineData("EndpointConnectionResult", "Step = 'Tls'; HostName = 'a.test'; Address = '10.0.10.11'; Message = 'x'", "Result",
        "10.0.10.11 for a.test: x")]
    [InlineData("EndpointConnectionResult", "Step = 'Tls'; HostName = 'vpce-1-abc.sqs.test'; Address = '10.0.10.11'; Message = 'x'",
        "Result", "10.0.10.11 for vpce-1-abc: x")]
    [InlineData("EndpointConnectionResult", "Step = 'Http'; HostName = 'bucket.vpce-1-abc.s3.test'; Address = '10.0.10.11'; Message = 'x'",
        "Result", "10.0.10.11 for vpce-1-abc: x")]
    [InlineData("EndpointConnectionResult", "Step = 'Tls'; HostName = '10.0.10.11'; Address = '10.0.10.11'; Message = 'x'", "Result",
        "10.0.10.11: x")]
    [InlineData("EndpointConnectionResult", "Step = 'Verdict'; HostName = 'a.test'; Verdict = 'NameNotFound'; Message = 'x'", "Result",
        "NameNotFound: x")]
    [InlineData("EndpointConnectionResult", "Verdict = 'NameNotFound'; Message = 'x'; Contradictions = 'y', 'z'", "Result",
        "NameNotFound: x|Contradiction: y|Contradiction: z")]
    [InlineData("EndpointConnectionResult", "MedianMilliseconds = 3.14159", "Time", "3.1 ms")]
    [InlineData("EndpointConnectionResult", "MedianMilliseconds = $null", "Time", null)]
    [InlineData("EndpointConnectionResult", "Source = 'i-1'; SubnetId = 'subnet-1'", "Heading",
        "   Endpoint: not given, names only|   From:     i-1 in subnet-1")]
    public void A_text_is_made(string type, string properties, string name, string? expected)
    {
        var text = Assert.Single(_session.Invoke($"([pscustomobject]@{{ PSTypeName = 'VpceTools.{type}'; {properties} }}).{name}")
            .Succeeded());

        // Text alone: the engine takes the colours out where they are not wanted.
        Assert.Equal(expected?.Replace('|', '\n'), text is null ? null
            : Regex.Replace($"{text}", "\u001b\\[[0-9;]*m", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("EndpointTestResult", "Status", "Warning", "Yellow")]
    [InlineData("EndpointTestResult", "Status", "Unknown", "Magenta")]
    [InlineData("EndpointFinding", "Severity", "Critical", "Red")]
    [InlineData("EndpointFinding", "Severity", "Medium", "Yellow")]
    public void A_word_takes_its_colour_from_the_session_s_style(string type, string property, string word, string colour) => Assert.Equal(
        [true],
        _session.Invoke($"([pscustomobject]@{{ PSTypeName = 'VpceTools.{type}'; {property} = '{word}' }}).View.{property} -eq \"$($PSStyle.Foreground.{colour}){word}$($PSStyle.Reset)\"")
            .Succeeded().Select(o => o.BaseObject));

    public void Dispose() => _session.Dispose();

    private static List<string> Members(string type) =>
        [.. Types.Descendants("Type").Single(t => t.Element("Name")!.Value == type).Element("Members")!.Elements()
        .Where(member => member.Attribute("IsHidden")?.Value == "true").Select(member => member.Element("Name")!.Value)];
}
