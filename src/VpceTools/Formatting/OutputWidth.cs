using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace VpceTools.Formatting;

/// <summary>
/// The columns that the output in progress has. A view is not told: the console has a width that everybody can ask for, but Out-String and
/// Out-File have one of their own, which the engine keeps to itself. It is looked up in the pipelines that are running; an engine that
/// calls them something else leaves the console's.
/// </summary>
internal static class OutputWidth
{
    /// <summary>What the engine takes where a console does not tell its width.</summary>
    private const int WithoutConsole = 80;

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<(Type Type, string Name), MemberInfo?> Members = new();

    private static readonly ConditionalWeakTable<Runspace, PSHost> Hosts = new();

    /// <summary>The width of the output in progress; 0 where it is not known.</summary>
    public static int Current => Runspace.DefaultRunspace is not { } runspace ? 0 : OfCommand(runspace) is { } width and > 0 ? width
        : OfConsole(runspace);

    private static int OfConsole(Runspace runspace)
    {
        try
        {
            return Hosts.GetValue(runspace, HostOf).UI.RawUI.BufferSize.Width;
        }
        // A console without a window throws what its system throws.
        catch (Exception e) when (e is HostException or IOException or NotImplementedException or NullReferenceException)
        {
            return WithoutConsole;
        }
        // Then the engine breaks the lines, which may cut words.
        catch (RuntimeException)
        {
            return 0;
        }
    }

    /// <summary>The host of the runspace that this thread is in, which never changes.</summary>
    private static PSHost HostOf(Runspace runspace)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        // A constrained language refuses a script that would run in the caller's own scope.
        return (PSHost)shell.AddScript("$Host", useLocalScope: true).Invoke()[0].BaseObject;
    }

    /// <summary>The width that an output command was given; null where it has none of its own.</summary>
    private static int? OfCommand(Runspace runspace)
    {
        // The innermost pipeline first; one whose output goes on to an outer one says nothing.
        foreach (var pipeline in Items(Get(Get(Get(runspace, "GetCurrentlyRunningPipeline"), "Stopper"), "_stack")))
            foreach (var command in Items(Get(pipeline, "Commands")).Select(processor => Get(processor, "Command")))
                if (command?.GetType().Name is "OutStringCommand" or "OutFileCommand")
                    return Get(command, "Width") as int?;
        return null;
    }

    private static IEnumerable<object?> Items(object? list) => (list as IEnumerable ?? Array.Empty<object>()).Cast<object?>();

    private static object? Get(object? value, string name)
    {
        if (value is null)
            return null;
        try
        {
            return Members.GetOrAdd((value.GetType(), name), Find) switch
            {
                PropertyInfo property => property.GetValue(value),
                FieldInfo field => field.GetValue(value),
                MethodInfo method => method.Invoke(value, null),
                _ => null,
            };
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static MemberInfo? Find((Type Type, string Name) member)
    {
        for (var type = member.Type; type is not null; type = type.BaseType)
        {
            var found = (MemberInfo?)type.GetProperty(member.Name, Instance | BindingFlags.DeclaredOnly)
                ?? (MemberInfo?)type.GetField(member.Name, Instance | BindingFlags.DeclaredOnly)
                ?? type.GetMethod(member.Name, Instance | BindingFlags.DeclaredOnly, null, Type.EmptyTypes, null);
            if (found is not null)
                return found;
        }

        return null;
    }
}
