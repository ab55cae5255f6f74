"""A lead becomes a client: its person becomes a contact there. Its meetings follow in `meetings.conversion`."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.errors import InvalidError
from api.directory import service as directory
from api.directory.models import Client, Contact, Lead
from api.directory.queries import CLIENT, CONTACT, LEAD, get_one
from api.directory.schemas import LeadContact, LeadConvert, LeadConvertOut
from api.events import service as events

OF_A_NEW_CLIENT = ("client_name", "client_group_id", "responsible_id")


async def convert_lead(session: AsyncSession, actor: events.Actor, lead_id: UUID, body: LeadConvert) -> UUID:
    """Make the client, or take the one that is named; answers its id. A second time it is the same client."""
    lead: Lead = await directory.lock(session, LEAD, lead_id)
    if lead.converted_client_id is not None:
        return lead.converted_client_id
    client_id = await _take_client(session, body) if body.client_id else await _make_client(session, actor, lead, body)
    lead.converted_contact_id = await _take_over_person(session, actor, lead, client_id, body)
    lead.status, lead.converted_client_id = "converted", client_id
    lead.version += 1
    await session.flush()
    await events.record(session, actor, "lead.converted", "lead", lead_id, client_id=str(client_id))
    return client_id


async def show_conversion(session: AsyncSession, lead_id: UUID) -> LeadConvertOut:
    """What became of the lead."""
    lead = await get_one(session, LEAD, lead_id)
    made_of_it = select(Contact).join(Lead, Lead.converted_contact_id == Contact.id).where(Lead.id == lead_id)
    contact = await session.scalar(made_of_it)
    return LeadConvertOut.model_validate({"lead": lead, "client": lead.converted_client, "contact": contact})


async def _take_client(session: AsyncSession, body: LeadConvert) -> UUID:
    for name in OF_A_NEW_CLIENT:
        if getattr(body, name) is not None:
            raise InvalidError.at(name, "client_is_there", "This is for a new client; the one you chose keeps its own.")
    found: UUID | None = await session.scalar(
        select(Client.id).where(Client.id == body.client_id).with_for_update(key_share=True)
    )
    if found is None:
        raise InvalidError.at("client_id", "unknown", "There is no such client.")
    return found


async def _make_client(session: AsyncSession, actor: events.Actor, lead: Lead, body: LeadConvert) -> UUID:
    """A lead without a company is the client in person, so that its address and number are the client's too."""
    values: dict[str, Any] = {
        "name": body.client_name or lead.company or lead.name,
        "client_group_id": body.client_group_id,
        "responsible_id": body.responsible_id or lead.responsible_id,
    }
    if lead.company is None:
        values |= {"email": lead.email, "phone": lead.phone}
    return await directory.create(session, actor, CLIENT, values)


async def _take_over_person(
    session: AsyncSession, actor: events.Actor, lead: Lead, client_id: UUID, body: LeadConvert
) -> UUID | None:
    """The contact for the lead's person: who has its e-mail address at the client already is that person."""
    if "contact" in body.model_fields_set and body.contact is None:
        return None
    person = body.contact or _person_of(lead)
    known = await _find_contact(session, client_id, person.email) if person.email else None
    return known or await directory.create(session, actor, CONTACT, {**person.model_dump(), "client_id": client_id})


def _person_of(lead: Lead) -> LeadContact:
    """The first word of a name is taken for the first name; whoever knows better says so in the request."""
    first_name, _, last_name = lead.name.partition(" ")
    return LeadContact.model_construct(
        first_name=first_name, last_name=last_name.strip() or None, email=lead.email, phone=lead.phone
    )


async def _find_contact(session: AsyncSession, client_id: UUID, email: str) -> UUID | None:
    with_address = select(Contact.id).where(Contact.client_id == client_id, func.lower(Contact.email) == email.lower())
    found: UUID | None = await session.scalar(with_address.order_by(Contact.id).limit(1))
    return found
