using System.Management.Automation;
using System.Security;
using VpceTools.Errors;
using VpceTools.Policies;
using DriveMissing = System.Management.Automation.DriveNotFoundException;

namespace VpceTools.Parameters;

/// <summary>Reads the policy that a user gives as text or as the path of a file.</summary>
internal static class PolicyArgument
{
    private const string FileScheme = "file://";

    /// <summary>The policy.</summary>
    /// <exception cref="CommandException">There is no such file, it cannot be read, or what it holds is no policy.</exception>
    public static PolicyDocument Read(PathIntrinsics session, string textOrPath)
    {
        var isText = textOrPath.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith("{", StringComparison.Ordinal);
        return isText ? Parse(textOrPath, "The policy") : Parse(ReadFile(session, textOrPath), $"The policy in '{textOrPath}'");
    }

    /// <summary>The policy that a text is.</summary>
    /// <exception cref="CommandException">The text is no policy.</exception>
    public static PolicyDocument Parse(string text, string where)
    {
        var parsed = PolicyDocument.Parse(text);
        return parsed.Document ?? throw new CommandException(
            CommandErrors.PolicyInvalid(where, parsed.Errors.Select(error => error.ToString())));
    }

    private static string ReadFile(PathIntrinsics session, string text)
    {
        // As the aws CLI takes it.
        var path = text.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? text.Substring(FileScheme.Length) : text;
        try
        {
            return File.ReadAllText(session.GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException or DriveMissing
            or ProviderNotFoundException or ArgumentException or PathTooLongException)
        {
            throw new CommandException(CommandErrors.PolicyNotFound(text, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            throw new CommandException(CommandErrors.PolicyUnreadable(text, e));
        }
    }
}
