using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Naming;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Paths;
using VpceTools.Reading;
using Question = VpceTools.Reading.Question;

namespace VpceTools.Commands;

/// <summary>
/// Computes what clients are answered for names, with the zone, rule, Profile, firewall rule or attribute that decides: one answer for each
/// name, type and client, or with -Quiet one Boolean.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "VpcEndpointName", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(EndpointNameAnswer), typeof(bool))]
public sealed class ResolveVpcEndpointNameCommand : EndpointCommand
{
    private Question? _question;
    private List<DomainName> _names = [];
    private bool _namesEndpoints;

    /// <summary>The names to resolve; without it, those of the endpoints and those by which clients call their services.</summary>
    [Parameter(Position = 1)]
    [Alias("HostName")]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>What is asked for: IPv4 addresses, IPv6 addresses or, as most programs do, both.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public NameType[] Type { get; set; } = [NameType.A];

    /// <summary>Asks these inbound Resolver endpoints, as clients on premises do.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InboundEndpointCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? InboundEndpointId { get; set; }

    /// <summary>Gives true for each answer that leads to an endpoint, to the one that is named where one is, else false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (var text in (Name ?? []).SelectMany(n => n.Split(',', ' ')).Where(n => n.Length > 0))
            if (DomainName.TryParse(text, out var name))
                _names.Add(name!);
            else
                WriteUnanswered(CommandErrors.HostNameInvalid(text), Quiet);
        _names = [.. _names.Distinct()];
        _question = EndOnError(() => new Question([], new() { Clients = Clients() })
        {
            IsQuiet = Quiet,
            DecidesNames = true,
            Names = [.. _names.Select(name => name.ToString())],
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _namesEndpoints |= Id is { Length: > 0 };
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Every name was none: there is nothing to ask.
        if (Name is not null && _names.Count == 0)
            return;
        var diagnoses = Diagnose(_question!).ToList();
        // Zones, rules and Profiles of one account decide names in VPCs of another.
        var answers = new PlannedNames([.. diagnoses.SelectMany(d => d.Networks).Distinct()]);
        var names = Name is null ? null : _names;
        foreach (var diagnosis in diagnoses)
            foreach (var question in NameQuestion.Of(diagnosis, names, InboundEndpointId, _question!.Options.Clients))
                foreach (var type in Type.Distinct())
                    Write(question, answers.Resolve(question.Client, question.Name, type));
    }

    private void Write(NameQuestion question, EndpointNameAnswer answer)
    {
        if (Quiet)
            WriteObject(answer.EndpointId is { } id && (!_namesEndpoints || question.EndpointIds.Contains(id)));
        else
            WriteObject(OutputObject.From(answer with
            {
                Region = question.Region,
                AccountId = question.AccountId,
            }));
    }
}
