using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>The texts that the views call, through the type as the views name it.</summary>
public sealed class ViewTextTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("Paint('text', $null)", "text")]
    [InlineData("Paint([VpceTools.Findings.CheckStatus]::Failed, $null)", "Failed")]
    [InlineData("Paint([VpceTools.Findings.CheckStatus]::NotApplicable, $null)", "N/A")]
    [InlineData("Paint([VpceTools.Findings.Severity]::Information, $null)", "Info")]
    [InlineData("Paint($null, $null)", "")]
    [InlineData("Place('vpce-1', 'vpc-1', 'eu-west-1')", "vpce-1 in vpc-1 (eu-west-1)")]
    [InlineData("Place('vpce-1', 'vpc-1', $null)", "vpce-1 in vpc-1")]
    [InlineData("Service('com.amazonaws.eu-west-1.sqs', 'Interface')", "com.amazonaws.eu-west-1.sqs (Interface)")]
    [InlineData("Service('', 'ServiceNetwork')", "ServiceNetwork")]
    [InlineData("Service('com.amazonaws.eu-west-1.sqs', $null)", "com.amazonaws.eu-west-1.sqs")]
    [InlineData("Wrap('one two three four five six', 40, 20)", "one two three four|five six")]
    [InlineData("Wrap('one two', 21, 20)", "one two")]
    [InlineData("Wrap('one two three four five six', $null, 20)", "one two three four five six")]
    [InlineData("Wrap('a-word-that-is-much-longer-than-the-line two', 40, 20)", "a-word-that-is-much-longer-than-the-line|two")]
    [InlineData("Wrap($null, 40, 20)", "")]
    [InlineData("Wrap(\"{`n  'Effect': 'Deny', 'Action': '*'`n}\", 40, 20)", "{|  'Effect': 'Deny',|  'Action': '*'|}")]
    [InlineData("Wrap('      ', 40, 20)", "      ")]
    [InlineData("Command('aws ec2 x --one 1 --two ''a b''', 40, 20, '\\')", "aws ec2 x --one 1 \\|--two 'a b'")]
    [InlineData("Command('short', 40, 20, '`')", "short")]
    [InlineData("Command(\"aws x --one 1 --two '{`n  a b`n}' --three 3`naws y\", 40, 20, '\\')", "aws x --one 1 \\|--two '{|  a b|}' \\|--three 3|aws y")]
    [InlineData("Command('aws x --one ''a''\\''''b c'' --two 2', 36, 15, '\\')", "aws x --one \\|'a'\\''b c' --two 2")]
    [InlineData("Command('Edit-X -One ''a''''b c'' -Two 2', 36, 15, '`')", "Edit-X -One `|'a''b c' -Two 2")]
    [InlineData("Command('aws x --p ''A=1, B=[{C=2, D=\"e f, g\"}]'' --two 2', 40, 20, '\\')", "aws x --p 'A=1,|B=[{C=2,|D=\"e f, g\"}]' \\|--two 2")]
    [InlineData("Command('aws x --p ''a \"b c d e f g h i j k''', 40, 20, '\\')", "aws x --p \\|'a \"b c d e f g h i j k'")]
    [InlineData("Clients($null)", "")]
    [InlineData("Clients(1..12)", "1|2|3|4|5|6|7|8|9|10|and 2 more")]
    [InlineData("SideEffects(@([pscustomobject]@{ SideEffect = 'a' }, [pscustomobject]@{ SideEffect = 'a' }, [pscustomobject]@{ SideEffect = $null }))", "a")]
    [InlineData("Findings(@('High: one', 'Low: two'), $null, 0)", "High: one||Low: two")]
    public void A_text_is_made(string call, string expected)
    {
        var text = Assert.Single(_session.Invoke($"[VpceTools.Formatting.ViewText]::{call}").Succeeded());

        Assert.Equal(expected.Replace('|', '\n'), text.BaseObject);
    }

    [Theory]
    [InlineData("[VpceTools.Findings.CheckStatus]::Warning", "Yellow")]
    [InlineData("[VpceTools.Findings.CheckStatus]::Unknown", "Magenta")]
    [InlineData("[VpceTools.Findings.Severity]::Critical", "Red")]
    [InlineData("[VpceTools.Findings.Severity]::Medium", "Yellow")]
    public void A_word_takes_its_colour_from_the_session_s_style(string value, string colour) => Assert.Equal(
        [true],
        _session.Invoke($"[VpceTools.Formatting.ViewText]::Paint({value}, $PSStyle) -eq \"$($PSStyle.Foreground.{colour})$({value})$($PSStyle.Reset)\"").Succeeded().Select(o => o.BaseObject));

    public void Dispose() => _session.Dispose();
}
