"""What the directory takes and tells."""

from datetime import datetime
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    EmailStr,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from api.auth.schemas import Locale, ZoneName
from api.core.schemas import Input, Output, PageSize, Ref, one_line

Value = TypeVar("Value")


def _email(value: str, validate: ValidatorFunctionWrapHandler) -> str:
    try:
        address: str = validate(value)
    except ValidationError as error:
        raise PydanticCustomError("email", "This is not an e-mail address such as name@company.com.") from error
    return address


def _not_null(value: Value | None) -> Value | None:
    if value is None:
        raise PydanticCustomError("null", "This field cannot be emptied.")
    return value


Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Email = Annotated[EmailStr, WrapValidator(_email)]
Phone = Annotated[str, Field(max_length=40, examples=["+380 44 123 45 67"]), AfterValidator(one_line)]
ExternalId = Annotated[
    str,
    Field(min_length=1, max_length=200, description="The id in another system; unique among objects of one kind."),
    AfterValidator(one_line),
]
Password = Annotated[str, Field(min_length=10, max_length=1024)]
RoleKey = Annotated[str, Field(max_length=64, examples=["employee"], description="employee, manager, administrator")]
LeadStatus = Literal["new", "in_work", "converted", "lost"]
Kept = Annotated[Value | None, AfterValidator(_not_null)]
"""In an update: left out it keeps its value, but it cannot be null."""


class ListQuery(Input):
    """Which part of a list is wanted."""

    search: str = Field(default="", max_length=200, description="Every word must be part of one of the text fields.")
    page: int = Field(default=1, ge=1, le=10_000)
    page_size: PageSize = PageSize.TWENTY_FIVE
    sort: Literal["name", "-name", "created_at", "-created_at"] = "name"


class ClientQuery(ListQuery):
    """Which clients are wanted."""

    client_group_id: UUID | None = None
    responsible_id: UUID | None = None


class ContactQuery(ListQuery):
    """Which contacts are wanted."""

    client_id: UUID | None = None


class LeadQuery(ListQuery):
    """Which leads are wanted."""

    responsible_id: UUID | None = None
    status: LeadStatus | None = None


class StaffQuery(ListQuery):
    """Which members of staff are wanted."""

    is_active: bool | None = None


class EditableOut(Output):
    """What every object of the directory tells."""

    id: UUID
    external_id: str | None
    version: int
    created_at: datetime
    updated_at: datetime


class Update(Input):
    """What every change tells."""

    version: StrictInt | None = Field(default=None, description="The version that was read; or send it as If-Match.")


class ClientFields(Input):
    """What may be left out about a client."""

    email: Email | None = None
    phone: Phone | None = None
    locale: Locale | None = Field(default=None, description="The language in which the client is written to.")
    timezone: ZoneName | None = None
    responsible_id: UUID | None = Field(default=None, description="The responsible manager, a member of staff.")
    client_group_id: UUID | None = None


class ClientUpsert(ClientFields):
    """A client as another system knows it."""

    name: Name


class ClientCreate(ClientUpsert):
    """A new client."""

    external_id: ExternalId | None = None


class ClientUpdate(ClientFields, Update):
    """What changes about a client."""

    name: Kept[Name] = None
    external_id: ExternalId | None = None


class ClientOut(EditableOut):
    """A company, or a person, that buys."""

    name: str
    email: str | None
    phone: str | None
    locale: Locale | None
    timezone: str | None
    responsible: Ref | None
    client_group: Ref | None


class ContactFields(Input):
    """What may be left out about a contact."""

    last_name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    password: Password | None = Field(default=None, description="For the portal; without one, signing in is by mail.")


class ContactUpsert(ContactFields):
    """A contact as another system knows it."""

    client_id: UUID
    first_name: Name
    can_sign_in: StrictBool = Field(default=False, description="Lets the person into the portal; needs an e-mail.")


class ContactCreate(ContactUpsert):
    """A new contact."""

    external_id: ExternalId | None = None


class ContactUpdate(ContactFields, Update):
    """What changes about a contact."""

    client_id: Kept[UUID] = None
    first_name: Kept[Name] = None
    can_sign_in: Kept[StrictBool] = None
    external_id: ExternalId | None = None


class ContactOut(EditableOut):
    """A person of a client."""

    client: Ref
    first_name: str
    last_name: str | None
    name: str = Field(description="First and last name together.")
    email: str | None
    phone: str | None
    can_sign_in: bool


class ClientGroupUpsert(Input):
    """A client group as another system knows it."""

    name: Name


class ClientGroupCreate(ClientGroupUpsert):
    """A new client group."""

    external_id: ExternalId | None = None


class ClientGroupUpdate(Update):
    """What changes about a client group."""

    name: Kept[Name] = None
    external_id: ExternalId | None = None


class ClientGroupOut(EditableOut):
    """Clients that belong together."""

    name: str
    clients_count: int


class LeadFields(Input):
    """What may be left out about a lead."""

    company: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    responsible_id: UUID | None = Field(default=None, description="The responsible manager, a member of staff.")


class LeadUpsert(LeadFields):
    """A lead as another system knows it."""

    name: Name
    status: LeadStatus = "new"


class LeadCreate(LeadUpsert):
    """A new lead."""

    external_id: ExternalId | None = None


class LeadUpdate(LeadFields, Update):
    """What changes about a lead."""

    name: Kept[Name] = None
    status: Kept[LeadStatus] = None
    external_id: ExternalId | None = None


class LeadOut(EditableOut):
    """Somebody who may become a client."""

    name: str
    company: str | None
    email: str | None
    phone: str | None
    status: LeadStatus
    responsible: Ref | None
    converted_client: Ref | None = Field(description="The client that the lead has become.")


class LeadContact(Input):
    """The person of a lead, as the new client's contact."""

    first_name: Name
    last_name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None


class LeadConvert(Input):
    """What client a lead becomes; everything left out is taken from the lead."""

    client_id: UUID | None = Field(default=None, description="A client that is already there; else a new one is made.")
    client_name: Name | None = Field(default=None, description="Of a new client; else the lead's company, or its name.")
    client_group_id: UUID | None = Field(default=None, description="Of a new client.")
    responsible_id: UUID | None = Field(default=None, description="Of a new client; else the lead's.")
    contact: LeadContact | None = Field(
        default=None, description="Left out, the contact is made from the lead; `null` makes none."
    )


class LeadConvertOut(Output):
    """What became of a lead."""

    lead: LeadOut
    client: Ref
    contact: Ref | None = Field(description="Made for the lead's person, or found at the client by e-mail.")


class StaffFields(Input):
    """What may be left out about a member of staff."""

    position: Name | None = None
    team_name: Name | None = Field(default=None, description="People of one team; a team is made when it is new.")
    external_id: ExternalId | None = None


class StaffCreate(StaffFields):
    """A new member of staff, with an account to sign in."""

    name: Name
    email: Email
    role: RoleKey
    locale: Locale = "en"
    timezone: ZoneName = "UTC"
    password: Password | None = None


class StaffUpdate(StaffFields, Update):
    """What changes about a member of staff. A new role, a new password and disabling end the person's sessions."""

    name: Kept[Name] = None
    email: Kept[Email] = None
    role: Kept[RoleKey] = None
    locale: Kept[Locale] = None
    timezone: Kept[ZoneName] = None
    password: Kept[Password] = None
    is_active: Kept[StrictBool] = None


class StaffOut(EditableOut):
    """A person of the company."""

    name: str
    email: str
    position: str | None
    team: Ref | None
    role: str
    locale: Locale
    timezone: str
    is_active: bool
