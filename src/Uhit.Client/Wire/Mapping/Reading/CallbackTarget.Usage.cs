using Uhit.Client.Usage;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <content>The usage of an ESI ID, put together from its parts.</content>
internal sealed partial class CallbackTarget
{
    private void BeginUsage(ScopePlan scope)
    {
        var plan = UsagePlan.Of(scope);
        if (!plan.IsJoined)
        {
            // Early, so that a message that is not wanted is not read.
            if (_header is null && CallbackPlan.HeaderHasCome(scope.Message, walker))
            {
                TellHeader(scope.Message);
            }

            _usage = new OpenUsage(new UsageAssembler(plan, walker, sink.Limits));
        }
    }

    // The usage that a part belongs to. Of rows that are put together it is known by the ESI ID of the row.
    private UsageAssembler UsageOf(ScopePlan part)
    {
        if (!callbacks.HasRows)
        {
            return _usage!.Assembler;
        }

        var scope = part;
        while (scope.Kind != ScopeKind.Usage)
        {
            scope = scope.Parent!;
        }

        var plan = UsagePlan.Of(scope);
        if (plan.IsJoined)
        {
            JoinRow(scope, plan);
            if (part.Kind == ScopeKind.Bill)
            {
                _usage!.Assembler.BeginBill();
            }
            else if (part.Kind == ScopeKind.Reading && _fresh.Remove(part.Parent!))
            {
                _usage!.Assembler.BeginSeries(part.Parent!);
            }
        }

        return _usage!.Assembler;
    }

    private void JoinRow(ScopePlan scope, UsagePlan plan)
    {
        if (!plan.EsiId.HasCome(walker))
        {
            // A row of a CSV is there as a whole: nothing of it comes late.
            throw walker.At.Refuse(
                walker.IsOpen(scope) && scope.Model.Payload?.IsCsv != true ? "late-element" : "missing-element", plan.EsiId);
        }

        var esiId = walker.Id<EsiId>(plan.EsiId) ?? throw walker.At.Refuse("missing-element", plan.EsiId);
        if (_usage?.EsiId != esiId)
        {
            MoveTo(esiId, plan, scope.Message);
        }
    }

    private void MoveTo(EsiId esiId, UsagePlan plan, ScopePlan message)
    {
        _rows ??= new RowUsages(sink.Limits.MaxReadings, usage => TellUsage(usage, message));
        if (!_rows.TryMoveTo(esiId, () => new UsageAssembler(plan, walker, sink.Limits), out _usage))
        {
            throw walker.At.Refuse("rows-apart", plan.EsiId);
        }
    }

    private void EndUsage(ScopePlan scope)
    {
        _hasEsiId = true;
        var plan = UsagePlan.Of(scope);
        if (plan.IsJoined)
        {
            JoinRow(scope, plan);
        }

        var head = plan.Head(walker);
        _usage!.Period = plan.Period(walker) ?? _usage.Period;
        _usage.Head = _usage.Head is { } first ? HeadOf(first, head) : head;
        if (!plan.IsJoined)
        {
            TellUsage(_usage, scope.Message);
            _usage = null;
        }
    }

    // A row may leave out what another one says.
    private static UsageHistory HeadOf(UsageHistory first, UsageHistory next) => first with
    {
        LineNumber = first.LineNumber == 0 ? next.LineNumber : first.LineNumber,
        CustomerName = first.CustomerName ?? next.CustomerName,
        ServiceAddress = first.ServiceAddress ?? next.ServiceAddress,
        LoadProfile = first.LoadProfile ?? next.LoadProfile,
        RateClass = first.RateClass ?? next.RateClass,
        MeterReadCycle = first.MeterReadCycle ?? next.MeterReadCycle,
        ErcotRegion = first.ErcotRegion ?? next.ErcotRegion,
    };

    private void TellUsage(OpenUsage usage, ScopePlan message)
    {
        if (usage.Head is { } head)
        {
            Tell(new HeldLines.Line(usage.Period, null, usage.Assembler.Build(head)), message);
        }
    }

    // The header goes first. While something of it may still come, lines wait for it; where they
    // are too many, what has come of it has to be all.
    private void Tell(in HeldLines.Line line, ScopePlan message)
    {
        if (_header is null && !CallbackPlan.HeaderHasCome(message, walker) && _held.TryAdd(line))
        {
            return;
        }

        if (_header is null)
        {
            TellHeader(message);
        }

        line.Tell(sink);
    }
}
