using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>What endpoints' private names and public DNS answer.</content>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html</remarks>
internal sealed partial class Resolution
{
    private NameResult? AskPrivateDns(Candidate candidate, Question question)
    {
        var (zone, label) = (candidate.PrivateDns!, Sentence(candidate.Label));
        var isApex = question.Name.ToString() == zone.Domain;
        if (isApex ? zone.HasApex : zone.HasWildcard)
        {
            Decide(NameStepKind.EndpointPrivateDns, question, zone.Endpoint.Id, $"{label} answers.");
            return OfEndpoint(zone.Endpoint, null, question, candidate.Decider);
        }

        Decide(NameStepKind.EndpointPrivateDns, question, zone.Endpoint.Id, isApex
            ? $"{label} is for names below it only: no data."
            : $"{label} takes on every name below it and has none but itself: the name does not exist.");
        return new(isApex ? NameStatus.NoData : NameStatus.NxDomain, candidate.Decider);
    }

    /// <summary>Public DNS, of which the endpoints' own names alone are evidence: public records of private addresses.</summary>
    private NameResult? AskPublicDns(Question question, bool isSuppressed)
    {
        var (name, vpc) = (question.Name, question.Vpc);
        if (_index.Endpoints.FindOwnName(name) is { } own)
        {
            var at = new Decider(NameSource.EndpointPublicName, own.Endpoint.Id);
            Decide(NameStepKind.EndpointPublicName, question, at.Id, $"Public DNS has {name}, a name of endpoint {at.Id}.");
            return OfOwnName(own, question, at)?.StartingAt(at);
        }

        if (EndpointDirectory.EndpointIdIn(name.ToString()) is { } id)
        {
            Step(NameStepKind.EndpointPublicName, NameStepOutcome.Unknown, question, id,
                $"Public DNS may have {name}, a name of an endpoint that is not in the evidence.");
            return Open(NameEvidenceKind.VpcEndpoint, id, null,
                $"Endpoint {id} is not in the evidence under this name: it is another account's, or gone.",
                    new(NameSource.EndpointPublicName, id));
        }

        Decide(NameStepKind.Public, question, null, $"Nothing in {vpc.Id} answers {name}: public DNS does.");
        return new(NameStatus.Public, isSuppressed ? new(NameSource.VpcDns, vpc.Id) : new(NameSource.Public, null));
    }

    private NameResult? OfOwnName(OwnName own, Question question, Decider at)
    {
        var endpoint = own.Endpoint;
        if (endpoint.State == EndpointState.Deleted)
        {
            Decide(NameStepKind.Addresses, question, endpoint.Id, $"Endpoint {endpoint.Id} is deleted: it has no addresses.");
            return new(NameStatus.NoData, at);
        }

        if (endpoint.State != EndpointState.Available)
        {
            var state = endpoint.StateName.Length == 0 ? "in a state that is not known" : endpoint.StateName;
            Open(NameEvidenceKind.VpcEndpoint, endpoint.Id, endpoint.OwnerId,
                $"Endpoint {endpoint.Id} is {state}; whether its names are answered now is not documented.", at);
        }

        return OfEndpoint(endpoint, own.AvailabilityZone, question, at);
    }

    private NameResult? OfEndpoint(VpcEndpoint endpoint, string? zone, Question question, Decider at)
    {
        var found = _index.Endpoints.AddressesOf(endpoint, _family, question.Name.ToString(), zone);
        if (found.HasRecords is null)
            return Open(found.Missing!, at);
        if (found.HasRecords == false)
        {
            Decide(NameStepKind.Addresses, question, endpoint.Id, $"Endpoint {endpoint.Id} has no {TypeName} records "
                + $"(DNS record type {endpoint.DnsRecordIpType ?? endpoint.IpAddressType ?? "unknown"}): no data.");
            return new(NameStatus.NoData, at);
        }

        var rest = found.IsWhole ? "" : ", and those of interfaces that are not in the evidence";
        Decide(NameStepKind.Addresses, question, endpoint.Id, found.Addresses.Count == 0
            ? $"The addresses of endpoint {endpoint.Id} answer; they are not in the evidence."
            : $"The addresses of endpoint {endpoint.Id} answer: {found.Addresses}{rest}.");
        return new(NameStatus.Resolved, at) { Addresses = found.Addresses, HasAllAddresses = found.IsWhole, EndpointId = endpoint.Id };
    }
}
