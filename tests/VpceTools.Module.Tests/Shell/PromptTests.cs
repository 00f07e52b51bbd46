using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

public sealed class PromptTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Theory]
    [InlineData("y", "removed")]
    [InlineData("YES", "removed")]
    [InlineData("", "removed")]
    [InlineData("n", "kept")]
    [InlineData("?|nonsense|no to all", "kept")]
    public void A_confirmation_takes_a_key_a_label_or_the_default(string answers, string outcome)
    {
        using var session = new ModuleSession(modulePath: module.Manifest, answers: answers.Split('|'));

        var text = session.InvokeText("Remove-Endpoint");

        Assert.StartsWith("\nConfirm\nAre you sure you want to perform this action?\nPerforming the operation \"Remove\" on target \"vpce-1\".\n"
            + "[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is \"Y\"):", text, StringComparison.Ordinal);
        Assert.EndsWith($" {outcome}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_mandatory_parameter_is_asked_for()
    {
        using var session = new ModuleSession(modulePath: module.Manifest, answers: ["vpce-ü"]);

        Assert.Contains("Failed   vpce-ü", session.InvokeText("Get-Endpoint -Count 1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_asked_for_until_an_empty_line()
    {
        using var session = new ModuleSession(modulePath: module.Manifest, answers: ["7", "many", "8", ""]);

        var text = session.InvokeText("& { param([Parameter(Mandatory)] [int[]] $Port) $Port -join '+' }");

        Assert.Contains("Port[0]: Port[1]: Cannot recognize \"many\" as a System.Int32 due to a format error.\nPort[1]: Port[2]: 7+8\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_is_asked_for_by_user_and_password()
    {
        using var session = new ModuleSession(modulePath: module.Manifest, answers: ["", "AKIAEXAMPLE", "secret"]);

        var credential = Assert.Single(session.Invoke("$host.UI.PromptForCredential('Keys', 'Give them', '', '').GetNetworkCredential()").Succeeded());

        Assert.Equal("AKIAEXAMPLE", credential.Properties["UserName"].Value);
        Assert.Equal("secret", credential.Properties["Password"].Value);
    }

    [Fact]
    public void Several_choices_are_taken_until_an_empty_line()
    {
        const string Script = """
            $choices = [System.Management.Automation.Host.ChoiceDescription[]] ('&One', '&Two', 'T&hree')
            $host.UI.PromptForChoice('Which', '', $choices, [int[]] 0) -join '+'
            """;
        using var picked = new ModuleSession(modulePath: module.Manifest, answers: ["h", "Two", ""]);
        using var defaulted = new ModuleSession(modulePath: module.Manifest, answers: ["", ""]);

        Assert.Equal("2+1", Assert.Single(picked.Invoke(Script).Succeeded()).BaseObject);
        Assert.Equal("0", Assert.Single(defaulted.Invoke(Script).Succeeded()).BaseObject);
    }

    [Theory]
    [InlineData("$host.UI.ReadLine()")]
    [InlineData("$host.UI.ReadLineAsSecureString()")]
    [InlineData("Remove-Endpoint")]
    [InlineData("$host.UI.PromptForCredential('', '', '', '')")]
    [InlineData("$host.UI.RawUI.ReadKey()")]
    public void With_nobody_there_a_question_fails_and_does_not_wait(string script)
    {
        using var session = new ModuleSession(modulePath: module.Manifest);

        var error = session.Invoke($"try {{ {script} }} catch {{ $_.Exception.GetBaseException().Message }}");

        Assert.Equal("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", Assert.Single(error.Output).BaseObject);
    }

    [Fact]
    public void With_nobody_there_a_missing_parameter_is_an_error()
    {
        using var session = new ModuleSession(modulePath: module.Manifest);

        Assert.Equal("MissingMandatoryParameter,Get-Endpoint", session.Invoke("Get-Endpoint").SingleError.FullyQualifiedErrorId);
    }

    [Fact]
    public void The_end_of_the_answers_cancels_a_choice()
    {
        using var session = new ModuleSession(modulePath: module.Manifest, answers: ["nonsense"]);

        Assert.Contains("The prompt was canceled.", session.InvokeText("Remove-Endpoint"), StringComparison.Ordinal);
    }

    [Fact]
    public void Suspend_opens_a_nested_prompt_that_exit_leaves()
    {
        using var session = new NestedSession(module.Manifest, "s", "\"level $NestedPromptLevel\"", "exit", "n");

        var output = session.Run("Remove-Endpoint");

        Assert.Contains("level 1\n", output, StringComparison.Ordinal);
        Assert.EndsWith("kept\n", output, StringComparison.Ordinal);
    }
}
