using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace VpceTools.Shell.Hosting;

/// <summary>Asks the questions of the engine (mandatory parameters, confirmations, credentials), worded as in pwsh.</summary>
internal sealed class ShellPrompts(ShellHostUserInterface ui, ShellConsole console)
{
    /// <summary>What pwsh -NonInteractive throws in place of waiting for an answer that nobody gives.</summary>
    public static PSInvalidOperationException NonInteractive() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");

    public string? ReadLine()
    {
        RequireSomebody();
        return console.Input.ReadLine(masked: false);
    }

    public SecureString? ReadSecret()
    {
        RequireSomebody();
        return console.Input.ReadLine(masked: true) is { } text ? Secret(text) : null;
    }

    public Dictionary<string, PSObject> Fields(string caption, string message, Collection<FieldDescription> fields)
    {
        RequireSomebody();
        WriteHeading(caption, message);
        if (fields.Any(field => !string.IsNullOrEmpty(field.HelpMessage)))
            ui.Tell("(Type !? for Help.)");

        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            // An end of input cancels the whole prompt; the engine then reports the parameter as missing.
            if (FieldAnswer(field) is not { } answer)
                return [];

            answers[field.Name] = PSObject.AsPSObject(answer);
        }

        return answers;
    }

    public int Choice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireSomebody();
        WriteHeading(caption, message);
        while (true)
        {
            var suffix = defaultChoice < 0 ? "" : $" (default is \"{ChoiceLabels.KeyOf(choices[defaultChoice])}\")";
            ui.Ask($"{ChoiceLabels.Menu(choices)}{suffix}: ");
            var answer = RequireAnswer();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;

            if (answer == "?")
                WriteHelp(choices);
            else if (ChoiceLabels.Match(choices, answer) is { } picked)
                return picked;
        }
    }

    public Collection<int> Choices(string? caption, string? message, Collection<ChoiceDescription> choices, int[] defaults)
    {
        RequireSomebody();
        WriteHeading(caption, message);
        ui.Tell(ChoiceLabels.Menu(choices));
        var picked = new Collection<int>();
        while (true)
        {
            ui.Ask($"Choice[{picked.Count}]: ");
            var answer = RequireAnswer();
            if (answer.Length == 0)
                return picked.Count > 0 ? picked : [.. defaults];

            if (answer == "?")
                WriteHelp(choices);
            else if (ChoiceLabels.Match(choices, answer) is { } index)
                picked.Add(index);
        }
    }

    public PSCredential? Credential(string caption, string message, string userName)
    {
        RequireSomebody();
        WriteHeading(caption, message);
        while (string.IsNullOrEmpty(userName))
        {
            ui.Ask("User: ");
            if (ReadLine() is not { } answer)
                return null;

            userName = answer;
        }

        ui.Ask($"Password for user {userName}: ");
        return ReadSecret() is { } password ? new PSCredential(userName, password) : null;
    }

    private object? FieldAnswer(FieldDescription field)
    {
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
            return Credential(field.Name, "", "");

        if (!typeof(IList).IsAssignableFrom(type))
            return SingleAnswer(field, type, $"{field.Name}: ");

        var elementType = type.GetElementType() ?? typeof(object);
        var items = new ArrayList();
        while (true)
        {
            var item = SingleAnswer(field, elementType, $"{field.Name}[{items.Count}]: ");
            if (item is null)
                return null;

            if (item is "" or SecureString { Length: 0 })
                return LanguagePrimitives.TryConvertTo(items, type, out var list) ? list : items;

            items.Add(item);
        }
    }

    private object? SingleAnswer(FieldDescription field, Type type, string label)
    {
        while (true)
        {
            ui.Ask(label);
            if (type == typeof(SecureString))
                return ReadSecret();

            var answer = ReadLine();
            if (answer == "!?")
                ui.Tell(string.IsNullOrEmpty(field.HelpMessage) ? $"No help is available for {field.Name}." : field.HelpMessage);
            else if (string.IsNullOrEmpty(answer) || LanguagePrimitives.TryConvertTo(answer, type, out _))
                return string.IsNullOrEmpty(answer) ? answer : LanguagePrimitives.ConvertTo(answer, type);
            else
                ui.Tell($"Cannot recognize \"{answer}\" as a {type} due to a format error.");
        }
    }

    private string RequireAnswer() => ReadLine()?.Trim()
        ?? throw new RuntimeException("The prompt was canceled.", innerException: null,
            new ErrorRecord(new OperationCanceledException("The prompt was canceled."), "PromptForChoiceCanceled", ErrorCategory.OperationStopped, null));

    private void RequireSomebody()
    {
        if (!console.CanPrompt)
            throw NonInteractive();
    }

    private void WriteHeading(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            ui.Tell("");
            ui.Tell(caption);
        }

        if (!string.IsNullOrEmpty(message))
            ui.Tell(message);
    }

    private void WriteHelp(Collection<ChoiceDescription> choices)
    {
        foreach (var choice in choices)
            ui.Tell($"{ChoiceLabels.KeyOf(choice)} - {choice.HelpMessage}");
    }

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);

        secret.MakeReadOnly();
        return secret;
    }
}
