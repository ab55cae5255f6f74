"""Clients, contacts, client groups and leads, as the tests want them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Client, ClientGroup, Contact, Lead


async def make_client(session: AsyncSession, name: str = "Horns and Hooves", **values: Any) -> Client:
    """A client."""
    client = Client(name=name, **values)
    session.add(client)
    await session.commit()
    return client


async def make_client_group(session: AsyncSession, name: str = "Wholesale", **values: Any) -> ClientGroup:
    """A group without clients."""
    group = ClientGroup(name=name, **values)
    session.add(group)
    await session.commit()
    return group


async def make_contact(session: AsyncSession, client: Client, first_name: str = "Olha", **values: Any) -> Contact:
    """A person of the client who cannot sign in, unless an account is made beside."""
    contact = Contact(client_id=client.id, first_name=first_name, **values)
    session.add(contact)
    await session.commit()
    return contact


async def make_lead(session: AsyncSession, name: str = "Petro Sahaidachnyi", **values: Any) -> Lead:
    """A new lead."""
    lead = Lead(name=name, **values)
    session.add(lead)
    await session.commit()
    return lead
