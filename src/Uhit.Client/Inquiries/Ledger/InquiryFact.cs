namespace Uhit.Client.Inquiries.Ledger;

/// <summary>Something that happened to an inquiry. Facts may come in any order and more than once: the state that follows is the same.</summary>
public abstract record InquiryFact
{
    private protected InquiryFact()
    {
    }
}
