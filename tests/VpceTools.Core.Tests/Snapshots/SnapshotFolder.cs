using System.Text;
using VpceTools.Model;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>A folder of documents that lives as long as a test.</summary>
internal sealed class SnapshotFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vpcetools-").FullName;

    /// <summary>Reads one document that is alone in its folder.</summary>
    public static VpcNetwork ReadOne(string json, string name = "document.json")
    {
        using var folder = new SnapshotFolder();
        return folder.Add(name, json).ReadOne();
    }

    public SnapshotFolder Add(string name, string json) => Add(name, Encoding.UTF8.GetBytes(json));

    public SnapshotFolder Add(string name, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return this;
    }

    public IReadOnlyList<VpcNetwork> Read() => Snapshot.Read(Path);

    public VpcNetwork ReadOne() => Assert.Single(Read());

    public NetworkSourceException ReadFails() => Snapshot.Fails(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
