using System.Management.Automation;
using System.Text;
using VpceTools.Errors;
using VpceTools.Intents;
using VpceTools.Loading;

namespace VpceTools.Parameters;

/// <summary>The file of intents that a parameter names.</summary>
internal static class IntentArgument
{
    private const long LargestFile = 1_000_000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandException">It is not there, cannot be read, or is no file of intents.</exception>
    public static IntentFileResult Read(PathIntrinsics paths, string file)
    {
        var (root, error) = YamlText.Read(Text(paths, file));
        var read = root is null ? null : IntentFile.Read(root);
        return read is { Error: null } ? read : throw Invalid(file, $"{error ?? read!.Error}");
    }

    private static string Text(PathIntrinsics paths, string file)
    {
        try
        {
            var path = paths.GetUnresolvedProviderPathFromPSPath(file, out var provider, out _);
            var info = new FileInfo(path);
            if (provider.Name != "FileSystem" || !(info.Exists || Directory.Exists(path)))
                throw new CommandException(CommandErrors.IntentFileNotFound(file));
            // Pipes and devices have no length, and no end.
            if (!info.Exists || info.Length is 0 or > LargestFile)
                throw Invalid(file, !info.Exists ? "it is a folder." : info.Length == 0 ? "it is empty, or no regular file."
                    : "it is larger than 1 MB.");
            var text = Utf8.GetString(File.ReadAllBytes(path));
            return text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text;
        }
        catch (DecoderFallbackException)
        {
            throw Invalid(file, "it is not text in UTF-8.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or System.Security.SecurityException or IOException)
        {
            throw new CommandException(CommandErrors.IntentFileUnreadable(file));
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or RuntimeException)
        {
            throw new CommandException(CommandErrors.IntentFileNotFound(file));
        }
    }

    private static CommandException Invalid(string file, string reason) => new(CommandErrors.IntentFileInvalid(file, reason));
}
