using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Credentials that a program of the user's prints (<c>credential_process</c>), as the SDK runs it. The SDK waits for it as long as it
/// likes, and shows what it writes to stderr; that may be a secret, which nobody could scrub since nobody knows it.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html</remarks>
internal sealed class ProcessCredentials : RefreshingAWSCredentials
{
    private const int KnownVersion = 1;
    private const int LongestOutput = 64 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly string _command;
    private readonly TimeSpan _limit;

    /// <summary>Makes them; nothing is run yet.</summary>
    /// <param name="command">The command line, as the profile has it.</param>
    /// <param name="patience">How long a service may take; the program has no more.</param>
    public ProcessCredentials(string command, TimeSpan patience)
    {
        (_command, _limit) = (command.Trim(), patience < Longest ? patience : Longest);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    /// <summary>Whether fetching credentials runs a program, for themselves or for a role that is assumed with what it prints.</summary>
    public static bool IsAtWorkIn(AWSCredentials credentials) =>
        credentials is ProcessCredentials || (credentials is AssumeRoleAWSCredentials role && IsAtWorkIn(role.SourceCredentials));

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new InvalidOperationException("The credential_process cannot be started.", e);
        }

        process.StandardInput.Close();
        // Nobody shows what comes here, but a pipe that nobody reads would stop the program.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var ended = Task.Run(async () =>
        {
            var output = await ReadAsync(process.StandardOutput).ConfigureAwait(false);
            process.WaitForExit();
            return output;
        });
        if (await Task.WhenAny(ended, Task.Delay(_limit)).ConfigureAwait(false) != ended)
        {
            End(process);
            throw new InvalidOperationException($"The credential_process did not end within {_limit.TotalSeconds:0.#} s and was stopped.");
        }

        var printed = await ended.ConfigureAwait(false);
        return process.ExitCode == 0 ? Read(printed)
            : throw new InvalidOperationException($"The credential_process ended with exit code {process.ExitCode}. Run it yourself to "
                + $"see what it says: its words may hold secrets and are not shown.");
    }

    /// <summary>What the program prints; never what it printed in an error, since that may be the secret.</summary>
    private static CredentialsRefreshState Read(string? printed)
    {
        if (printed is null)
            throw new InvalidOperationException($"The credential_process printed more than {LongestOutput / 1024} KB.");
        try
        {
            using var json = JsonDocument.Parse(printed);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidOperationException("The credential_process printed no JSON object.");
            var version = json.RootElement.TryGetProperty("Version", out var given) && given.ValueKind == JsonValueKind.Number
                && given.TryGetInt32(out var number) ? number : (int?)null;
            if (version != KnownVersion)
                throw new InvalidOperationException($"The credential_process "
                    + $"printed {(version is null ? "no Version" : $"Version {version}")}; VpceTools knows Version {KnownVersion}.");
            var id = Text(json.RootElement, "AccessKeyId") ?? throw Missing("AccessKeyId");
            var secret = Text(json.RootElement, "SecretAccessKey") ?? throw Missing("SecretAccessKey");
            return new CredentialsRefreshState(new ImmutableCredentials(id, secret, Text(json.RootElement, "SessionToken")),
                EndOf(json.RootElement));
        }
        catch (JsonException)
        {
#pragma warning disable MA0054 // The cause quotes what was printed, which may be the secret.
            throw new InvalidOperationException("The credential_process printed no JSON object.");
#pragma warning restore MA0054
        }
    }

    private static DateTime EndOf(JsonElement json) => Text(json, "Expiration") is not { } text ? DateTime.MaxValue.ToUniversalTime()
        : DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime
        : throw new InvalidOperationException("The credential_process printed an Expiration that is no time.");

    private static InvalidOperationException Missing(string property) => new($"The credential_process printed no {property}.");

    private static string? Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : null;

    /// <summary>The output; null where it goes on and on.</summary>
    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
            if (text.Length <= LongestOutput)
                text.Append(buffer, 0, count);
        return text.Length > LongestOutput ? null : text.ToString();
    }

    private static void End(Process process)
    {
        try
        {
#if NET
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It ended just now, or may not be ended: either way nobody waits for it.
        }
    }

    /// <summary>By the system's shell, as the SDK has it.</summary>
    private ProcessStartInfo StartInfo()
    {
        var isWindows = Path.DirectorySeparatorChar == '\\';
        return new ProcessStartInfo(isWindows ? "cmd.exe" : "sh", isWindows ? $"/c {_command}"
            : $"-c \"{_command.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
