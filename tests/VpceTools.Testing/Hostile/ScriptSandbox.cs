using System.Diagnostics;

namespace VpceTools.Testing.Hostile;

/// <summary>
/// A folder in which a shell script finds nothing but what a probe needs, with stand-ins for the programs whose output comes from
/// elsewhere. What was started and created is told afterwards; <c>canary</c> is a program that nobody has reason to start.
/// </summary>
public sealed class ScriptSandbox : IDisposable
{
    private static readonly string[] Tools = ["awk", "cat", "cut", "date", "fold", "head", "sed", "sort", "timeout", "touch", "tr", "uname",
        "id", "cp", "sleep", "env"];
    private readonly string _root = Directory.CreateTempSubdirectory("vpce-sandbox-").FullName;

    public ScriptSandbox()
    {
        foreach (var folder in new[] { Bin, Work, Log })
            Directory.CreateDirectory(folder);
        foreach (var tool in Tools)
            if (Find(tool) is { } path)
                File.CreateSymbolicLink(Path.Combine(Bin, tool), path);
        Program("canary", ":");
    }

    /// <summary>The folder that the script runs in, which it has to leave empty.</summary>
    public string Work => Path.Combine(_root, "work");

    private string Bin => Path.Combine(_root, "bin");

    private string Log => Path.Combine(_root, "log");

    /// <summary>Whether this machine can run it.</summary>
    public static bool IsPossible => !OperatingSystem.IsWindows() && File.Exists("/bin/sh") && File.Exists("/bin/bash")
        && Find("awk") is not null;

    /// <summary>Uses another program for a tool, for example another awk.</summary>
    public ScriptSandbox With(string tool, string path)
    {
        File.Delete(Path.Combine(Bin, tool));
        File.CreateSymbolicLink(Path.Combine(Bin, tool), path);
        return this;
    }

    /// <summary>A stand-in. Its arguments are kept; it prints a file of the sandbox where it is told to.</summary>
    public ScriptSandbox Program(string name, string script)
    {
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/bin/sh\nprintf '%s\\036' \"$@\" > \"$SANDBOX/log/{name}.$$\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>A file that stand-ins print.</summary>
    public ScriptSandbox Content(string name, string text)
    {
        File.WriteAllText(Path.Combine(_root, name), text);
        return this;
    }

    /// <summary>Runs a script to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(string script, string interpreter = "/bin/sh")
    {
        File.WriteAllText(Path.Combine(_root, "script"), script);
        var start = new ProcessStartInfo(interpreter, [Path.Combine(_root, "script")])
        {
            UseShellExecute = false, WorkingDirectory = Work,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Bin;
        start.Environment["SANDBOX"] = _root;
        start.Environment["HOME"] = Work;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The arguments of each call of a stand-in, and forgets them.</summary>
    public IReadOnlyList<string[]> Calls(string name)
    {
        var files = Directory.GetFiles(Log, name + ".*");
        var calls = files.Select(file => File.ReadAllText(file).Split('\u001e', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Array.ForEach(files, File.Delete);
        return calls;
    }

    /// <summary>What was started or created that should not have been; empty for nothing.</summary>
    public IReadOnlyList<string> Breakouts() =>
        [.. Calls("canary").Select(call => $"started: canary {string.Join(' ', call)}"),
            .. Directory.EnumerateFileSystemEntries(Work, "*", SearchOption.AllDirectories).Select(path => $"created: {path}")];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string? Find(string tool) =>
        new[] { "/usr/bin", "/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}
