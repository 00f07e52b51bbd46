using System.Management.Automation;
using VpceTools.Shell;
using VpceTools.Shell.Hosting;

var line = CommandLineParser.Parse(args, Console.IsInputRedirected);
switch (line.Mode)
{
    case ShellMode.Version:
        Console.WriteLine(Usage.Version);
        return ExitCode.Success;
    case ShellMode.Help:
        Console.WriteLine(Usage.Text);
        return ExitCode.Success;
    case ShellMode.UsageError:
        Console.Error.WriteLine(line.Error);
        Console.Error.WriteLine();
        Console.Error.WriteLine(Usage.Text);
        return ExitCode.Usage;
}

try
{
    if (line.WorkingDirectory is not null)
        Directory.SetCurrentDirectory(line.WorkingDirectory);

    var host = new ShellHost(ShellConsole.OfProcess(line.NonInteractive));
    using var session = new ShellSession(host, ShellRunspace.Open(host, [ModuleLocator.Find()], line.ExecutionPolicy));
    Console.CancelKeyPress += (_, press) => press.Cancel = session.Stop();
    if (line is { Mode: ShellMode.Interactive, NoLogo: false })
        Console.WriteLine(Usage.Version);

    return session.Run(line);
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RuntimeException)
{
    Console.Error.WriteLine($"VpceTools.Shell: {exception.Message}");
    return ExitCode.Failure;
}
