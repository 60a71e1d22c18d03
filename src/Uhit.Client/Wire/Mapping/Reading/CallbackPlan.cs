using System.Globalization;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>How the callbacks of one root element are read. Made once, used by many threads.</summary>
internal sealed class CallbackPlan
{
    private readonly UhitOperation[] _operations;
    private readonly RequestedUsage[] _kinds;
    private readonly string[] _forms;

    /// <summary>Compiles the callbacks of one root element.</summary>
    /// <param name="messages">They.</param>
    /// <param name="kinds">The kinds of usage that all messages of the contract together hold.</param>
    /// <param name="numberOf">The number of a message among all callbacks of the contract.</param>
    public CallbackPlan(IReadOnlyList<MessageModel> messages, RequestedUsage kinds, Func<MessageModel, int> numberOf)
    {
        _kinds = [.. messages.Select(message => KindsOf(message) is var own && own == kinds ? RequestedUsage.None : own)];
        _forms = [.. messages.Select(message => numberOf(message).ToString(CultureInfo.InvariantCulture))];
        Plan = MessagePlan.Of([.. messages.Select(message => message.Content!)]);
        _operations = [.. messages.Select(message => message.Operation)];
        HasRows = Array.Exists(Plan.Scopes, scope => scope.Kind == ScopeKind.Usage && scope.Model.IsJoined);
        HasConditionsOfRows = Array.Exists(Plan.Scopes, scope => scope.Model.IsJoined)
            && Array.Exists(Plan.Scopes, scope => scope.Parent is not null && scope.When.Length > 0);
    }

    public MessagePlan Plan { get; }

    /// <summary>Whether some usage is put together of rows.</summary>
    public bool HasRows { get; }

    /// <summary>Whether rows that are put together have conditions.</summary>
    public bool HasConditionsOfRows { get; }

    /// <summary>The operations that it may be, in the order of the contract.</summary>
    public IReadOnlyList<UhitOperation> Operations => [.. _operations.Distinct()];

    public UhitOperation OperationOf(ScopePlan message) => _operations[Array.IndexOf(Plan.Messages, message)];

    /// <summary>The kinds of usage that a message holds, where others come in messages of their own.</summary>
    public RequestedUsage KindsApart(ScopePlan message) => _kinds[Array.IndexOf(Plan.Messages, message)];

    /// <summary>The kinds of usage that a message holds.</summary>
    public static RequestedUsage KindsOf(MessageModel message) =>
        (message.Content?.Children ?? []).Where(child => child.Kind == ScopeKind.Usage).SelectMany(usage => usage.Children)
            .Aggregate(RequestedUsage.None, (kinds, part) => kinds | part.Kind switch
            {
                ScopeKind.Bill => RequestedUsage.Billing,
                ScopeKind.Series => RequestedUsage.Interval,
                _ => RequestedUsage.None,
            });

    /// <summary>What the contract calls the form of a message.</summary>
    public string FormOf(ScopePlan message) => _forms[Array.IndexOf(Plan.Messages, message)];

    /// <summary>Of each field of the header whether it came until now, and whether it came as two.</summary>
    public static int[] HeaderFieldsOf(ScopePlan message, MessageWalker walker) =>
        [.. HeaderOf(message).Select(field => !field.HasCome(walker) ? 0 : field.IsContradicted(walker) ? 2 : 1)];

    /// <summary>The first field of the header of which more came than there was before.</summary>
    public static FieldPlan? LateFieldOf(ScopePlan message, int[] before, MessageWalker walker)
    {
        var now = HeaderFieldsOf(message, walker);
        var late = Enumerable.Range(0, now.Length).FirstOrDefault(i => now[i] != before[i], -1);
        return late < 0 ? null : HeaderOf(message)[late];
    }

    /// <summary>Whether all fields of the header came that still can.</summary>
    public static bool HeaderHasCome(ScopePlan message, MessageWalker walker)
    {
        foreach (var field in HeaderOf(message))
        {
            if (field.MayCome(walker))
            {
                return false;
            }
        }

        return true;
    }

    // What is in the message itself, and may stand behind its lines.
    private static FieldPlan[] HeaderOf(ScopePlan message) =>
        message.Compiled(scope => scope.Fields.Values.SelectMany(field => field.Parts).Where(field => field.IsInMessage).ToArray());

    /// <summary>Reads a callback.</summary>
    public void Read(UhitOperation operation, WireBody body, ICallbackSink sink)
    {
        var walker = new MessageWalker(Plan, body);
        walker.Read(body.Reader, new CallbackTarget(this, operation, walker, sink));
        if (walker.Unknown.Count > 0)
        {
            sink.OnUnknownElements((int)Math.Min(walker.Unknown.Count, int.MaxValue));
        }
    }
}
