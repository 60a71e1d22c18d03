namespace Uhit.Client.Simulator;

/// <summary>How CNP behaves: a set of switches, all off by default. <see cref="SimulatorScenarios"/> has the ready ones.</summary>
/// <remarks>Immutable: take one and change it with a <c>with</c> expression.</remarks>
public sealed record SimulatorScenario
{
    /// <summary>The scenario's name, as on the command line.</summary>
    public string Name { get; init; } = "custom";

    /// <summary>What happens, in one sentence.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What goes wrong with the first requests to the inquiry service, in order; those after them go well.</summary>
    public IReadOnlyList<InquiryTrouble> FirstRequests { get; init; } = [];

    /// <summary>How long the answer to an inquiry takes.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>Overrides <see cref="UhitSimulatorOptions.ValidationDelay"/>.</summary>
    public TimeSpan? ValidationDelay { get; init; }

    /// <summary>Overrides <see cref="UhitSimulatorOptions.DeliveryDelay"/>.</summary>
    public TimeSpan? DeliveryDelay { get; init; }

    /// <summary>Every inquiry is refused as a whole with this error.</summary>
    public ReportedError? Rejection { get; init; }

    /// <summary>The answer at once is empty (HTTP 202); the acknowledgement comes as
    /// <see cref="UhitOperation.NotifyAcknowledgement"/>.</summary>
    public bool AcknowledgeByCallback { get; init; }

    /// <summary>The answer to an inquiry leaves only when all its callbacks are over.</summary>
    public bool CallbacksBeforeAnswer { get; init; }

    /// <summary>No validation and no data ever come.</summary>
    public bool Silent { get; init; }

    /// <summary>One validation message per line, else one for the inquiry.</summary>
    public bool ValidationPerLine { get; init; }

    /// <summary>The data come before the validation.</summary>
    public bool DataBeforeValidation { get; init; }

    /// <summary>Of every so many lines the first one fails in the validation; 0: none.</summary>
    public int FailEvery { get; init; }

    /// <summary>Of every so many lines the last one has no data; 0: none.</summary>
    public int NoDataEvery { get; init; }

    /// <summary>How often each callback is sent, one after the other.</summary>
    /// <value>Default: 1.</value>
    public int Copies { get; init; } = 1;

    /// <summary>How often the last part of the data is sent once more, all at the same time.</summary>
    public int SimultaneousCopies { get; init; }

    /// <summary>In how many parts the data come.</summary>
    /// <value>Default: 1.</value>
    public int Parts { get; init; } = 1;

    /// <summary>The parts come in another order than their numbers.</summary>
    public bool ShuffleParts { get; init; }

    /// <summary>Every other line's usage is spread over all parts; else a line is in one part.</summary>
    public bool SplitLines { get; init; }

    /// <summary>After the data were accepted, the same MessageId comes again with one reading changed.</summary>
    public bool ConflictingCopy { get; init; }

    /// <summary>A second delivery, sent later, corrects a few days of the first lines.</summary>
    public bool Correction { get; init; }

    /// <summary>Statuses, reasons, read types, meter types and a channel are of codes that nobody knows.</summary>
    public bool UnknownCodes { get; init; }

    /// <summary>Deliveries have a Content-Length; else they are chunked.</summary>
    public bool KnownLength { get; init; }

    /// <summary>How many confirmations, the first ones, are answered by HTTP 503: what they are about is given out
    /// again. Only where the contract has data fetched.</summary>
    public int ConfirmationFailures { get; init; }

    /// <summary>Interval data have all readings, none is lost.</summary>
    public bool WithoutGaps { get; init; }
}
