using VpceTools.Module.Tests.Hosting;

namespace VpceTools.Module.Tests.Worlds;

/// <summary>A session whose location is beside a snapshot of the small world, which scripts call <c>$s</c>.</summary>
public sealed class SnapshotSession : IDisposable
{
    private readonly SnapshotFolder _folder = new();

    public SnapshotSession()
    {
        Session.Runspace.SessionStateProxy.SetVariable("s", _folder.Path);
        Session.Runspace.SessionStateProxy.Path.SetLocation(_folder.Parent);
    }

    public ModuleSession Session { get; } = new(width: 80);

    public ModuleResult Invoke(string script, params object[] input) => Session.Invoke(script, input);

    /// <summary>What a user sees in 80 columns.</summary>
    public string Text(string script) => Session.InvokeText(script);

    public void Dispose()
    {
        Session.Dispose();
        _folder.Dispose();
    }
}
