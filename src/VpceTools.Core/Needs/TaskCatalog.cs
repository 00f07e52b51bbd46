using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>Tasks that know each other: those that the library carries (<c>Data/tasks.json</c>), and those of users' files.</summary>
public sealed class TaskCatalog
{
    private static readonly Lazy<TaskCatalog> Carried = new(() => TaskFile.Read(DataFiles.Text("tasks.json")) is { Error: null } file
        ? new TaskCatalog(file.Tasks) : throw new InvalidOperationException("tasks.json cannot be read"));

    private readonly Dictionary<string, WorkloadTask> _byName;
    private readonly ILookup<string, WorkloadTask> _byHint;

    private TaskCatalog(ValueList<WorkloadTask> tasks)
    {
        Tasks = tasks;
        _byName = tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
        _byHint = tasks.SelectMany(task => task.SuggestedBy.Select(hint => (hint.Service, task)))
            .ToLookup(pair => pair.Service, pair => pair.task, StringComparer.Ordinal);
    }

    /// <summary>The tasks that the library carries.</summary>
    public static TaskCatalog BuiltIn => Carried.Value;

    /// <summary>The tasks.</summary>
    public ValueList<WorkloadTask> Tasks { get; }

    /// <summary>The task of a name, in any case; null for none.</summary>
    public WorkloadTask? Find(string name) => _byName.TryGetValue(name, out var task) ? task : null;

    /// <summary>
    /// A catalogue with the tasks of a file added; one that has the name of a task here takes its place. An included task that is
    /// nowhere, a service that nobody knows and tasks that include each other are an error.
    /// </summary>
    /// <param name="text">The file's text.</param>
    public TaskCatalogResult Add(string text)
    {
        var references = new List<TaskReference>();
        var file = TaskFile.Read(text, references);
        if (file.Error is not null)
            return new(null, file.Error);
        var names = new HashSet<string>(file.Tasks.Select(task => task.Name), StringComparer.OrdinalIgnoreCase);
        var catalog = new TaskCatalog(Tasks.Where(task => !names.Contains(task.Name)).Concat(file.Tasks).ToValueList());
        foreach (var reference in references)
            if (catalog.FaultOf(reference) is { } fault)
                return new(null, reference.ErrorAt(fault));
        return new(catalog, null);
    }

    /// <summary>
    /// All needs of a task in a Region, those of included tasks too, each once: needs for which there is no way in the Region are left
    /// out.
    /// </summary>
    public ValueList<StatedNeed> NeedsOf(WorkloadTask task, string region)
    {
        var found = new List<StatedNeed>();
        Collect(task, null, found, new(StringComparer.OrdinalIgnoreCase), region);
        return found.ToValueList();
    }

    /// <summary>The tasks that an endpoint for a service suggests.</summary>
    public IEnumerable<WorkloadTask> SuggestedBy(string code) => _byHint[code];

    /// <summary>The tasks that need a service in a Region, with the need: the other way round.</summary>
    public IEnumerable<StatedNeed> NeedersOf(string code, string region) =>
        from task in Tasks
        from need in task.Needs
        where need.WaysIn(region).Any(way => way.Service == code)
        select new StatedNeed(need, task);

    /// <summary>
    /// What an interface shows to be done in its VPC, each task by the first of its signs; none where nothing is recognised.
    /// </summary>
    public ValueList<RecognisedTask> Recognise(NetworkInterface networkInterface) => Tasks
        .Select(task => task.Signs
            .Select(sign => sign.IsOn(networkInterface, out var name) ? new RecognisedTask(task, sign, name) : null)
            .FirstOrDefault(found => found is not null))
        .OfType<RecognisedTask>().ToValueList();

    private void Collect(WorkloadTask task, TaskPart? part, List<StatedNeed> found, HashSet<string> seen, string region)
    {
        if (!seen.Add(task.Name))
            return;
        foreach (var need in task.Needs)
        {
            var ways = need.WaysIn(region);
            if (ways.Count > 0)
                found.Add(new(Within(part, need with { AnyOf = ways }), task));
        }

        foreach (var included in task.Includes)
            if (Find(included.Task) is { } other)
                Collect(other, Both(part, included), found, seen, region);
    }

    // A need of an included task holds under both conditions; where both are there, the outer one names it.
    private static TaskNeed Within(TaskPart? part, TaskNeed need) => part is null ? need : need with
    {
        IsRequired = need.IsRequired && part.IsRequired,
        Condition = part.Condition ?? need.Condition,
        When = part.When is null ? need.When : need.When is null ? part.When : $"{part.When} and {need.When}",
    };

    private static TaskPart Both(TaskPart? outer, TaskPart inner) => outer is null ? inner : new(
        inner.Task, outer.Condition ?? inner.Condition,
        outer.When is null ? inner.When : inner.When is null ? outer.When : $"{outer.When} and {inner.When}",
        outer.IsRequired && inner.IsRequired);

    private string? FaultOf(TaskReference reference)
    {
        if (!reference.IsTask)
            return ServiceCatalog.Find(reference.Name) is not null || reference.Name.Contains(".vpce-svc-") ? null
                : $"'{reference.Name}' is no service that AWS lists VPC endpoints for";
        return Find(reference.Name) is not { } task ? $"there is no task '{reference.Name}', neither in the file nor in the module"
            : Includes(task, task.Name, new(StringComparer.OrdinalIgnoreCase))
                ? $"task '{reference.Name}' includes itself, by way of the tasks that it includes" : null;
    }

    private bool Includes(WorkloadTask task, string name, HashSet<string> seen) => task.Includes.Any(part =>
        string.Equals(part.Task, name, StringComparison.OrdinalIgnoreCase)
        || (seen.Add(part.Task) && Find(part.Task) is { } other && Includes(other, name, seen)));
}

/// <summary>A catalogue, or why there is none.</summary>
/// <param name="Catalog">The catalogue; null where there is an error.</param>
/// <param name="Error">The error; null where there is a catalogue.</param>
public sealed record TaskCatalogResult(TaskCatalog? Catalog, DataFileError? Error);

/// <summary>A need, and where it comes from.</summary>
/// <param name="Need">The need. Its condition and whether it is required take the way to it into account.</param>
/// <param name="Task">The task that states it, an included one perhaps.</param>
public sealed record StatedNeed(TaskNeed Need, WorkloadTask Task);

/// <summary>A workload that an interface belongs to.</summary>
/// <param name="Task">What it does.</param>
/// <param name="Sign">What tells.</param>
/// <param name="Name">Its name; null where the description does not tell.</param>
public sealed record RecognisedTask(WorkloadTask Task, TaskSign Sign, string? Name);
