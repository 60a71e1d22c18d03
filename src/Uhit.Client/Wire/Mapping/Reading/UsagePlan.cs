using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What the usage of an ESI ID is read with, looked up once.</summary>
internal sealed class UsagePlan
{
    private readonly ScopePlan _scope;

    private UsagePlan(ScopePlan scope)
    {
        _scope = scope;
        EsiId = scope.Find("esiId")!;
        LineNumber = scope.Find("lineNumber");
        IsJoined = scope.Model.IsJoined;
    }

    public FieldPlan EsiId { get; }

    public FieldPlan? LineNumber { get; }

    /// <summary>Whether neighbours of one ESI ID are one.</summary>
    public bool IsJoined { get; }

    public static UsagePlan Of(ScopePlan scope) => scope.Compiled(plan => new UsagePlan(plan));

    /// <summary>What is said of the ESI ID beside its usage.</summary>
    public UsageHistory Head(MessageWalker walker) => new()
    {
        LineNumber = walker.Int32(LineNumber) ?? 0,
        EsiId = walker.Id<EsiId>(EsiId) ?? throw walker.At.Refuse("missing-element", EsiId),
        CustomerName = walker.String(_scope.Find("customerName")),
        ServiceAddress = Address(walker, _scope),
        LoadProfile = walker.String(_scope.Find("loadProfile")),
        RateClass = walker.String(_scope.Find("rateClass")),
        MeterReadCycle = walker.String(_scope.Find("meterReadCycle")),
        ErcotRegion = walker.String(_scope.Find("ercotRegion")),
    };

    public UsagePeriod? Period(MessageWalker walker) => walker.Period(_scope);

    /// <summary>An address; <see langword="null"/> where nothing of it is there.</summary>
    public static ServiceAddress? Address(MessageWalker walker, ScopePlan scope)
    {
        string? Part(string name) => walker.String(scope.Find("serviceAddress." + name));
        var (line1, line2, city, state, postalCode) = (Part("line1"), Part("line2"), Part("city"), Part("state"), Part("postalCode"));
        return (line1 ?? line2 ?? city ?? state ?? postalCode) is null ? null : new ServiceAddress
        {
            Line1 = line1 ?? string.Empty,
            Line2 = line2,
            City = city ?? string.Empty,
            State = state ?? string.Empty,
            PostalCode = postalCode ?? string.Empty,
        };
    }
}
