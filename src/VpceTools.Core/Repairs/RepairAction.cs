using System.Text;

namespace VpceTools.Repairs;

/// <summary>One EC2 call that mends something, as data. Each call has its own sealed record; equal actions are the same change.</summary>
public abstract record RepairAction
{
    private protected RepairAction()
    {
    }

    /// <summary>The EC2 operation, for example <c>AuthorizeSecurityGroupIngress</c>.</summary>
    public abstract string Operation { get; }

    /// <summary>The id of the resource that is changed.</summary>
    public abstract string ResourceId { get; }

    /// <summary>What is changed, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>How much care it needs.</summary>
    public virtual RepairRisk Risk => RepairRisk.Safe;

    /// <summary>What else happens when it is applied; null for nothing.</summary>
    public virtual string? SideEffect => null;

    /// <summary>The Region of the resource; null leaves it to the caller's default.</summary>
    public string? Region { get; init; }

    /// <summary>The IAM action that the call needs.</summary>
    public string IamAction => "ec2:" + Operation;

    /// <summary>The change as an <c>aws</c> CLI line that a person could paste into a POSIX shell.</summary>
    public string ToAwsCli()
    {
        var line = new StringBuilder("aws ec2 ");
        AppendAwsCli(line);
        return Region is null ? line.ToString() : line.Append(" --region ").Append(Region).ToString();
    }

    /// <summary>The change as an AWS.Tools line.</summary>
    public string ToPowerShell()
    {
        var line = new StringBuilder();
        AppendPowerShell(line);
        return Region is null ? line.ToString() : line.Append(" -Region ").Append(Region).ToString();
    }

    /// <summary>The CLI line.</summary>
    public sealed override string ToString() => ToAwsCli();

    private protected abstract void AppendAwsCli(StringBuilder line);

    private protected abstract void AppendPowerShell(StringBuilder line);
}
