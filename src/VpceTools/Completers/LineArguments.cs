using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VpceTools.Completers;

/// <summary>What the arguments of an unfinished line will be, as far as that is known without running anything.</summary>
internal static class LineArguments
{
    private const string SnapshotPath = "SnapshotPath";

    private static readonly string[] Places =
        [SnapshotPath, "ProfileName", "ProfileLocation", "AccessKey", "SecretKey", "SessionToken", "Credential", "Region", "EndpointUrl",
        "OrganizationRole"];

    /// <summary>
    /// The values of the parameters that name a place: those that the engine found, those of splatted tables and of
    /// $PSDefaultParameterValues. Null where one of them is not known before the line runs: without it, the ids of another account would be
    /// offered.
    /// </summary>
    public static IDictionary? Of(string commandName, CommandAst line, IDictionary? bound, SessionState session)
    {
        var values = new Hashtable(StringComparer.OrdinalIgnoreCase);
        if (bound is not null)
            foreach (DictionaryEntry entry in bound)
                values[entry.Key] = entry.Value;
        var command = session.InvokeCommand.GetCommand(commandName, CommandTypes.All);
        if (command is AliasInfo alias)
            command = alias.ResolvedCommand;
        if (line.CommandElements.OfType<CommandParameterAst>().Select(given => Resolve(command, given.ParameterName))
            .Any(name => Places.Contains(name) && !values.ContainsKey(name!)))
            return null;
        foreach (var splatted in line.CommandElements.OfType<VariableExpressionAst>().Where(variable => variable.Splatted))
        {
            var value = session.PSVariable.GetValue(splatted.VariablePath.UserPath);
            if ((value is PSObject wrapper ? wrapper.BaseObject : value) is not IDictionary table)
                return null;
            foreach (DictionaryEntry entry in table)
                if (Resolve(command, entry.Key.ToString()) is { } name && !values.ContainsKey(name))
                    values[name] = entry.Value;
        }

        return AddDefaults(values, command, session.PSVariable.GetValue("PSDefaultParameterValues")) ? values : null;
    }

    /// <summary>
    /// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_parameters_default_values
    /// </summary>
    private static bool AddDefaults(Hashtable values, CommandInfo? command, object? defaults)
    {
        if ((defaults is PSObject wrapper ? wrapper.BaseObject : defaults) is not IDictionary table || command is null
            || LanguagePrimitives.IsTrue(table["Disabled"]))
            return true;
        var isLive = Places.Any(place => place != SnapshotPath && values.ContainsKey(place));
        foreach (DictionaryEntry entry in table)
        {
            var key = entry.Key.ToString()!.Split(':');
            if (key.Length != 2 || !Pattern(key[0]).IsMatch(command.Name))
                continue;
            var parameter = Resolve(command, key[1].Trim());
            foreach (var place in Places.Where(place => place == parameter || Pattern(key[1]).IsMatch(place)))
            {
                if (values.ContainsKey(place) || (place == SnapshotPath && isLive))
                    continue;
                if (entry.Value is ScriptBlock)
                    return false;
                values[place] = entry.Value;
            }
        }

        return true;
    }

    private static WildcardPattern Pattern(string text) => WildcardPattern.Get(text.Trim(), WildcardOptions.IgnoreCase);

    /// <summary>The name of a parameter that was written in short or by an alias; null where the command has none such.</summary>
    private static string? Resolve(CommandInfo? command, string? name)
    {
        try
        {
            return string.IsNullOrEmpty(name) ? null : command?.ResolveParameter(name).Name;
        }
        catch (ParameterBindingException)
        {
            return null;
        }
    }
}
