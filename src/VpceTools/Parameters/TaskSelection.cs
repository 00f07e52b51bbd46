using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Needs;

namespace VpceTools.Parameters;

/// <summary>The tasks that parameters name: those of the module, and those of a user's file.</summary>
internal static class TaskSelection
{
    private const long LargestFile = 10_000_000;

    /// <summary>The tasks to choose from.</summary>
    /// <exception cref="CommandException">The file cannot be read, or holds no tasks.</exception>
    public static TaskCatalog Catalog(PathIntrinsics paths, string? file)
    {
        if (file is null)
            return TaskCatalog.BuiltIn;
        string text;
        try
        {
            var path = paths.GetUnresolvedProviderPathFromPSPath(file);
            var info = new FileInfo(path);
            // Pipes and devices have no length, and no end.
            if (!info.Exists || info.Length is 0 or > LargestFile)
            {
                throw new CommandException(CommandErrors.TaskFileInvalid(file, !info.Exists ? "there is no such file"
                    : info.Length == 0 ? "it is empty, or no regular file" : "it is larger than 10 MB"));
            }

            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException or RuntimeException)
        {
            throw new CommandException(CommandErrors.TaskFileInvalid(file, "it cannot be read"));
        }

        var read = TaskCatalog.BuiltIn.Add(text);
        return read.Catalog ?? throw new CommandException(CommandErrors.TaskFileInvalid(file, read.Error!.ToString().TrimEnd('.')));
    }

    /// <summary>The tasks of names or wildcards.</summary>
    /// <exception cref="CommandException">A name is no task's.</exception>
    public static IReadOnlyList<WorkloadTask> Of(TaskCatalog catalog, IEnumerable<string> names)
    {
        var found = new List<WorkloadTask>();
        foreach (var pattern in ArgumentText.Listed(names).Select(name => new NamePattern(name)))
        {
            var matching = catalog.Tasks.Where(task => pattern.Matches(task.Name)).ToList();
            if (matching.Count == 0 && pattern.IsLiteral)
                throw new CommandException(CommandErrors.TaskNotFound(pattern.Text, catalog.Tasks.Select(task => task.Name)));
            found.AddRange(matching.Except(found));
        }

        return found;
    }
}
