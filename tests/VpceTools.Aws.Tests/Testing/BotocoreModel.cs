using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>The EC2 service model as an installed botocore has it: the second opinion on what the test server says.</summary>
internal sealed class BotocoreModel
{
    private const string ModelFile = "ec2/2016-11-15/service-2.json";
    private static readonly Lazy<BotocoreModel?> Installed = new(Load);
    private readonly JsonElement _root;

    private BotocoreModel(JsonElement root) => _root = root;

    /// <summary>The model; null where no botocore can be found.</summary>
    public static BotocoreModel? Current => Installed.Value;

    public JsonElement Operation(string name) => _root.GetProperty("operations").GetProperty(name);

    public JsonElement Shape(string name) => _root.GetProperty("shapes").GetProperty(name);

    private static BotocoreModel? Load()
    {
        foreach (var folder in DataFolders())
        {
            var path = Path.Combine(folder, ModelFile);
            if (File.Exists(path))
                return new BotocoreModel(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);
            if (!File.Exists(path + ".gz"))
                continue;
            using var zipped = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
            return new BotocoreModel(JsonDocument.Parse(zipped).RootElement);
        }

        return null;
    }

    private static IEnumerable<string> DataFolders()
    {
        foreach (var python in (string[])["python3", "python"])
        {
            string folder;
            try
            {
                var start = new ProcessStartInfo(python,
                    ["-c", "import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), 'data'))"])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                using var process = Process.Start(start)!;
                folder = process.StandardOutput.ReadToEnd().Trim();
                process.WaitForExit();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // That python is not installed: the next may be.
                continue;
            }

            if (folder.Length > 0)
                yield return folder;
        }
    }
}
