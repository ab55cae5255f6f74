"""`/clients`, `/contacts`, `/client-groups`, `/leads`, `/staff`: the directory of the CRM."""

from fastapi import APIRouter

from api.directory.routes import client_groups, clients, contacts, leads, staff

router = APIRouter()
for noun in (clients, contacts, client_groups, leads, staff):
    router.include_router(noun.router)
