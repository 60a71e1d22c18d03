using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Hands a callback to the sink, part after part: the header first, then each line as soon as it is complete.</summary>
internal sealed partial class CallbackTarget(
    CallbackPlan callbacks, UhitOperation asked, MessageWalker walker, ICallbackSink sink) : MessageTarget
{
    private readonly List<ReportedError> _errors = [];
    private ScopePlan? _message;
    private MessageHeader? _header;
    private int[] _headerFields = [];
    private readonly HeldLines _held = new(sink.Limits.MaxReadings);
    private List<ReportedError> _reasons = [];
    private OpenUsage? _usage;
    private RowUsages? _rows;
    private bool _hasRead;
    private bool _hasEsiId;

    // Parts that are open and hold data that count, where they count themselves.
    private readonly bool[] _hold = new bool[callbacks.Plan.Scopes.Length];

    // Of rows that are open whether something of them was taken, or passed over, by conditions that are judged before the row is complete.
    private readonly bool[] _taken = new bool[callbacks.Plan.Scopes.Length];
    private readonly bool[] _passed = new bool[callbacks.Plan.Scopes.Length];

    // Of each message the first part that was passed over because its conditions did not hold.
    private readonly Dictionary<ScopePlan, string> _passedOver = [];

    // Series elements of rows of which no reading came yet: to which usage they belong is not known before.
    private readonly HashSet<ScopePlan> _fresh = [];

    public override ScopePlan? Decide() => Decide(isComplete: false);

    public override bool Begin(ScopePlan scope)
    {
        if (scope.Parent is null)
        {
            return ConditionPlan.Judge(scope.When, walker.Slots, isComplete: false) != false;
        }

        if (Decide() != scope.Message)
        {
            return false;
        }

        switch (scope.Kind)
        {
            case ScopeKind.Line:
                _reasons = [];
                break;
            case ScopeKind.Usage:
                BeginUsage(scope);
                break;
            case ScopeKind.Bill when !UsagePlan.Of(scope.Parent).IsJoined:
                _usage!.Assembler.BeginBill();
                break;
            case ScopeKind.Series when UsagePlan.Of(scope.Parent).IsJoined:
                _fresh.Add(scope);
                break;
            case ScopeKind.Series:
                _usage!.Assembler.BeginSeries(scope);
                break;
        }

        return true;
    }

    public override void End(ScopePlan scope)
    {
        if (!IsWanted(scope))
        {
            return;
        }

        if (_passed[scope.Index])
        {
            throw walker.At.RefuseLate(scope);
        }

        _taken[scope.Index] = false;
        if (!_hasRead && scope.Parent is not null)
        {
            Note(scope);
        }

        switch (scope.Kind)
        {
            case ScopeKind.Error when !walker.IsError(scope):
                break;
            case ScopeKind.Error when scope.Parent!.Kind == ScopeKind.Line:
                _reasons.Add(walker.Kept(walker.Error(scope)));
                break;
            case ScopeKind.Error:
                _errors.Add(walker.Kept(walker.Error(scope)));
                break;
            case ScopeKind.NoData:
                UsageOf(scope).EndNoData(scope);
                break;
            case ScopeKind.Line:
                EndLine(scope);
                break;
            case ScopeKind.Bill:
                UsageOf(scope).EndBill(scope);
                break;
            case ScopeKind.Reading:
                UsageOf(scope).EndReading(scope);
                break;
            case ScopeKind.Series when !_fresh.Remove(scope):
                UsageOf(scope).EndSeries(scope);
                break;
            case ScopeKind.Series:
                break;
            case ScopeKind.Usage:
                EndUsage(scope);
                break;
            default:
                EndMessage(scope);
                break;
        }
    }

    private void Note(ScopePlan scope)
    {
        if (scope.Kind is ScopeKind.Line or ScopeKind.Bill or ScopeKind.Reading
            || _hold[scope.Index]
            || (scope.Kind == ScopeKind.NoData && UsageAssembler.IsNoData(scope, walker)))
        {
            _hold[scope.Index] = false;
            _hold[scope.Parent!.Index] = true;
            _hasRead = scope.Parent.Parent is null;
        }
    }

    public override void Discard(ScopePlan scope)
    {
        _hold[scope.Index] = false;
        _passed[scope.Index] = false;
        if (_taken[scope.Index])
        {
            throw walker.At.RefuseLate(scope);
        }

        if (!_hasRead && scope.HoldsData && !_passedOver.ContainsKey(scope.Message))
        {
            _passedOver[scope.Message] = walker.At.Path;
        }

        if (scope.Kind == ScopeKind.Series)
        {
            _fresh.Remove(scope);
            _usage?.Assembler.Discard(scope);
        }
    }

    // Of rows that are put together nothing may be kept before it is known that the row counts.
    private bool IsWanted(ScopePlan part)
    {
        if (!callbacks.HasConditionsOfRows)
        {
            return true;
        }

        if (part.Kind is not (ScopeKind.Reading or ScopeKind.Bill or ScopeKind.NoData))
        {
            return true;
        }

        for (var scope = part.Parent; scope?.Parent is not null; scope = scope.Parent)
        {
            if (IsConditional(scope) && ConditionPlan.Judge(scope.When, walker.Slots, isComplete: true) != true)
            {
                _passed[scope.Index] = true;
                return false;
            }
        }

        for (var scope = part.Parent; scope?.Parent is not null; scope = scope.Parent)
        {
            _taken[scope.Index] |= IsConditional(scope);
        }

        return true;
    }

    private static bool IsConditional(ScopePlan scope) =>
        scope.When.Length > 0 && scope.Kind is ScopeKind.Usage or ScopeKind.Series && IsOfRows(scope);

    private static bool IsOfRows(ScopePlan scope) => scope.Model.IsJoined || scope.Parent!.Model.IsJoined;

    // Which message it is: the one whose conditions hold; while that is not known, the only one whose conditions may still hold.
    private ScopePlan? Decide(bool isComplete)
    {
        if (_message is not null)
        {
            return _message;
        }

        ScopePlan? possible = null;
        var isOpen = false;
        foreach (var message in callbacks.Plan.Messages)
        {
            switch (walker.IsOpen(message) || isComplete ? ConditionPlan.Judge(message.When, walker.Slots, isComplete) : false)
            {
                case true:
                    return _message = message;
                case null:
                    isOpen = possible is not null;
                    possible ??= message;
                    break;
            }
        }

        return isOpen ? throw walker.At.RefuseLate(possible!.When, walker.Slots) : _message = possible;
    }

    private void EndLine(ScopePlan scope)
    {
        _hasEsiId = true;
        var esiId = scope.Find("esiId")!;
        var status = scope.Find("status")!;
        var validation = new LineValidation
        {
            LineNumber = walker.Int32(scope.Find("lineNumber")) ?? 0,
            EsiId = walker.Id<EsiId>(esiId) ?? throw walker.At.Refuse("missing-element", esiId),
            Status = new ValidationStatus(walker.Code(status) ?? throw walker.At.Refuse("missing-element", status)),
            Reasons = _reasons,
        };
        Tell(new HeldLines.Line(walker.Period(scope), validation, null), scope.Message);
    }

    private void EndMessage(ScopePlan message)
    {
        if (Decide(isComplete: true) != message)
        {
            if (_message is null && message == callbacks.Plan.Messages[0])
            {
                throw walker.At.Refuse("unexpected-content");
            }

            return;
        }

        if (ConditionPlan.Judge(message.When, walker.Slots, isComplete: true) != true)
        {
            throw walker.At.Refuse("unexpected-content");
        }

        if (!_hasRead && _passedOver.TryGetValue(message, out var path))
        {
            // Taken, it would be a delivery of nothing: data are there, and no condition of the contract holds for any of them.
            throw new WireFormatException("nothing-read", path);
        }

        if (!_hasEsiId && walker.Unknown.Data is { } unknown && message.Kind is ScopeKind.Delivery or ScopeKind.Validation)
        {
            // The same, where no path of the contract leads to them. Beside an ESI ID they are what
            // a later version of the contract has added.
            throw new WireFormatException("nothing-read", unknown);
        }

        if (_header is null)
        {
            TellHeader(message);
        }
        else if (CallbackPlan.LateFieldOf(message, _headerFields, walker) is { } late)
        {
            // It was not there when the header was told.
            throw walker.At.RefuseLate(late, _held.IsFull);
        }

        _rows?.End();

        if (message.Kind == ScopeKind.Acknowledgement)
        {
            sink.OnAcknowledgement(new Acknowledgement
            {
                RequestId = walker.Id<RequestId>(message.Find("acknowledgedRequestId")) ?? _header!.RequestId,
                MessageId = walker.Id<MessageId>(message.Find("acknowledgedMessageId")),
                TransactionId = walker.Id<TransactionId>(message.Find("transactionId")),
                ReceivedAt = walker.Time(message.Find("receivedAt")) ?? _header!.SentAt ?? default,
                Status = walker.Status(message),
                Errors = _errors,
            });
        }
    }

    private void TellHeader(ScopePlan message)
    {
        _headerFields = CallbackPlan.HeaderFieldsOf(message, walker);
        _header = new MessageHeader
        {
            AuthenticationId = walker.Id<AuthenticationId>(message.Find("authenticationId")) ?? default,
            RequestId = walker.Id<RequestId>(message.Find("requestId")) ?? default,
            MessageId = walker.Id<MessageId>(message.Find("messageId")),
            SentAt = walker.Time(message.Find("sentAt")),
        };
        if (callbacks.OperationOf(message) is var operation && operation != asked)
        {
            sink.OnOperation(operation);
        }

        sink.OnForm(callbacks.FormOf(message));
        sink.OnHeader(_header);
        if (walker.Id<TransactionId>(message.Find("transactionId")) is { } transactionId && message.Kind != ScopeKind.Acknowledgement)
        {
            sink.OnTransaction(transactionId);
        }

        if (walker.String(message.Find("correlationId")) is { Length: > 0 } correlationId)
        {
            sink.OnCorrelationId(
                message.Find("correlationId")!.Model.Format == GuidText.Word ? GuidText.WithoutDashes(correlationId) : correlationId);
        }

        if (walker.Period(message) is { } period)
        {
            sink.OnPeriod(period, null);
        }

        if (callbacks.KindsApart(message) is not RequestedUsage.None and var kinds)
        {
            sink.OnKinds(kinds);
        }

        TellPart(message);
        _held.Tell(sink);
    }

    private void TellPart(ScopePlan message)
    {
        if (message.Kind != ScopeKind.Delivery || walker.Id<DeliveryId>(message.Find("deliveryId")) is not { } deliveryId)
        {
            return;
        }

        var part = new DeliveryPart(
            deliveryId, walker.Int32(message.Find("partNumber")) ?? 1, walker.Int32(message.Find("partCount")) ?? 1);
        if (part.PartNumber < 1 || part.PartNumber > part.PartCount)
        {
            throw walker.At.Refuse("bad-part", message.Find("partNumber")!);
        }

        sink.OnDelivery(part);
    }
}
