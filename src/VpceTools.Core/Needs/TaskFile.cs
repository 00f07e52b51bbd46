using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>
/// Reads files of tasks, the one that the library carries and those of users. The schema is <c>docs/guides/tasks.schema.json</c>.
/// </summary>
public static class TaskFile
{
    /// <summary>
    /// The tasks of a file. Included tasks and codes of services that are not known are no error here: <see cref="TaskCatalog"/> puts
    /// files together.
    /// </summary>
    public static TaskFileResult Read(string text) => Read(text, []);

    /// <summary>The tasks of a file, and the names in it of tasks and services that others have to know.</summary>
    internal static TaskFileResult Read(string text, List<TaskReference> references)
    {
        try
        {
            return new(new Reading(references).Tasks(text), null);
        }
        catch (DataFileException exception)
        {
            return new([], exception.Error);
        }
    }

    private static Uri RequiredPage(DataNode node) => node.Link("page", isAws: false) ?? throw node.Error($"{node.Place} has no 'page'");

    private static void CheckCondition(DataNode node)
    {
        if (node.Has("condition") != node.Has("when"))
            throw node.Error($"{node.Place} needs both 'condition' and 'when', or neither");
        if (node.Text("condition") is { } word && !word.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            throw node.ErrorAt("condition", $"'{word}' should be a word of small letters, digits and hyphens");
    }

    private static void CheckTemplate(DataNode node, string member, string template)
    {
        var depth = 0;
        foreach (var character in template)
        {
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (depth is < 0 or > 1)
                break;
        }

        if (depth != 0 || template.Contains("{}"))
            throw node.ErrorAt(member, $"the braces of '{template}' do not pair");
    }

    private sealed class Reading(List<TaskReference> references)
    {
        public ValueList<WorkloadTask> Tasks(string text)
        {
            var root = DataNode.Root(text).Only("$schema", "about", "tasks");
            if (!root.Has("tasks"))
                throw root.Error("the file has no 'tasks'");
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            return root.List("tasks", node =>
            {
                var task = ReadTask(node);
                return names.Add(task.Name) ? task : throw node.ErrorAt("name", $"task '{task.Name}' is there twice");
            });
        }

        private WorkloadTask ReadTask(DataNode node)
        {
            var name = node.RequiredText("name");
            node.Named($"task '{name}'").Only("$comment", "name", "title", "remark", "page", "includes", "needs", "suggestedBy", "signs");
            if (!name.All(c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'))
                throw node.ErrorAt(
                    "name", $"the name of {node.Place} should be of letters, digits, hyphens and underscores, so that it can be written "
                        + "without quotes");
            var page = RequiredPage(node);
            var task = new WorkloadTask
            {
                Name = name,
                Title = node.RequiredText("title"),
                Remark = node.Text("remark"),
                Page = page,
                Includes = node.List("includes", ReadPart),
                Needs = node.List("needs", need => ReadNeed(need, name, page)),
                SuggestedBy = node.List("suggestedBy", ReadHint),
                Signs = node.List("signs", ReadSign),
            };
            if (task.Needs.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw node.ErrorAt("needs", $"{node.Place} has need '{twice.Key}' twice");
            return task;
        }

        private TaskPart ReadPart(DataNode node)
        {
            node.Only("task", "required", "condition", "when");
            CheckCondition(node);
            Refer(node, "task", isTask: true);
            return new(node.RequiredText("task"), node.Text("condition"), node.Text("when"), node.Flag("required", absent: true));
        }

        private TaskNeed ReadNeed(DataNode node, string task, Uri page)
        {
            var name = node.RequiredText("name");
            node.Named($"need '{name}' of task '{task}'").Only("$comment", "name", "required", "condition", "when", "anyOf", "page");
            CheckCondition(node);
            var ways = node.List("anyOf", way => ReadWay(way, name, task));
            return new()
            {
                Name = name,
                IsRequired = node.Flag("required", absent: true),
                Condition = node.Text("condition"),
                When = node.Text("when"),
                AnyOf = ways.Count > 0 ? ways : throw node.Error($"{node.Place} has no 'anyOf'"),
                Page = node.Link("page", isAws: false) ?? page,
            };
        }

        private NeedWay ReadWay(DataNode node, string need, string task)
        {
            var service = node.Text("service");
            var names = node.Texts("names");
            node.Named($"way '{service ?? names.FirstOrDefault() ?? "without a name"}' of need '{need}' of task '{task}'")
                .Only("service", "names", "types", "ports", "client", "in", "notIn", "calls");
            if (service is not null)
                Refer(node, "service", isTask: false);
            else if (names.Count == 0)
                throw node.Error($"{node.Place} has neither 'service' nor 'names'");
            foreach (var name in names)
                CheckTemplate(node, "names", name);
            return new()
            {
                Service = service,
                Names = names,
                Types = node.Words<EndpointType>("types"),
                Ports = node.Ports("ports"),
                Client = node.Text("client"),
                In = node.Texts("in"),
                NotIn = node.Texts("notIn"),
                Calls = node.List("calls", ReadCall),
            };
        }

        private static NeedCall ReadCall(DataNode node)
        {
            var action = node.Only("action", "resources", "unsigned", "essential").RequiredText("action");
            var colon = action.IndexOf(':');
            if (colon <= 0 || colon == action.Length - 1)
                throw node.ErrorAt("action", $"'{action}' should be an action such as 's3:GetObject'");
            var resources = node.Texts("resources");
            if (resources.FirstOrDefault(r => r != "*" && !r.StartsWith("arn:", StringComparison.Ordinal)) is { } wrong)
                throw node.ErrorAt("resources", $"'{wrong}' should be an ARN, or '*' for an action that has no resource");
            if (resources.Count == 0)
                throw node.Error($"call '{action}' has no 'resources'");
            return new(action, resources, node.Flag("unsigned"), node.Flag("essential", absent: true));
        }

        private TaskHint ReadHint(DataNode node)
        {
            Refer(node.Only("service", "aloneFor"), "service", isTask: false);
            return new(node.RequiredText("service"), node.Text("aloneFor"));
        }

        private void Refer(DataNode node, string member, bool isTask) =>
            references.Add(new(isTask, node.RequiredText(member), message => node.ErrorAt(member, message).Error));

        private static TaskSign ReadSign(DataNode node)
        {
            node.Only("of", "interfaceType", "description", "documented", "page");
            if (node.Text("description") is { } description)
                CheckTemplate(node, "description", description);
            else if (!node.Has("interfaceType"))
                throw node.Error($"{node.Place} has neither 'interfaceType' nor 'description'");
            return new()
            {
                Of = node.RequiredText("of"),
                InterfaceType = node.Text("interfaceType"),
                Description = node.Text("description"),
                IsDocumented = node.Flag("documented"),
                Page = RequiredPage(node),
            };
        }
    }
}

/// <summary>What reading a file of tasks gave: the tasks, or the one error.</summary>
/// <param name="Tasks">The tasks; none where there is an error.</param>
/// <param name="Error">Why the file cannot be used; null where it can.</param>
public sealed record TaskFileResult(ValueList<WorkloadTask> Tasks, DataFileError? Error);

/// <summary>The name of a task or service in a file, which somebody else has to know.</summary>
internal sealed record TaskReference(bool IsTask, string Name, Func<string, DataFileError> ErrorAt);
