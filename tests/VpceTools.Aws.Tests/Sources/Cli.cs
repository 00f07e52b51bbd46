using System.Diagnostics;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Runs the AWS command line against a server on this machine.</summary>
internal static class Cli
{
    /// <summary>The program; null where it is not installed.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => (string[])[System.IO.Path.Combine(folder, "aws"), System.IO.Path.Combine(folder, "aws.exe")])
            .FirstOrDefault(File.Exists);

    /// <summary>What a command prints.</summary>
    public static async Task<string> RunAsync(string url, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path!, [.. arguments, "--endpoint-url", url, "--region", "us-east-1", "--output", "json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIDTEST";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment.Remove("AWS_PROFILE");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
