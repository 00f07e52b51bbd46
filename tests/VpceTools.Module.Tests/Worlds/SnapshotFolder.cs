using System.Text.Json.Nodes;

namespace VpceTools.Module.Tests.Worlds;

/// <summary>A world as a user has it on disk: a folder with one file for each describe call. Deleted afterwards.</summary>
public sealed class SnapshotFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("VpceTools").FullName;

    public SnapshotFolder()
        : this(SmallWorld.Document())
    {
    }

    internal SnapshotFolder(JsonObject document, string name = "snapshot")
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(_root, name)).FullName;
        foreach (var (kind, resources) in document)
        {
            if (kind == "VpcAttributes")
                foreach (var attributes in resources!.AsArray())
                    Write($"attributes-{attributes!["VpcId"]}.json", attributes.ToJsonString());
            else
                Write($"{kind}.json", new JsonObject { [kind] = resources!.DeepClone() }.ToJsonString());
        }
    }

    public string Path { get; }

    /// <summary>The folder that holds the snapshot's.</summary>
    public string Parent => _root;

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
